using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>Sends name and password as they are, for servers behind TLS that know nothing better.</summary>
internal sealed class BasicAuthorization(NetworkCredential credentials) : IAuthorization
{
    private readonly AuthenticationHeaderValue _header = new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Password}")));

    public bool IsStale => false;

    public AuthenticationHeaderValue Authorize(HttpRequestMessage request) => _header;

    public bool IsNewerThan(IAuthorization earlier) => earlier is not BasicAuthorization;
}
