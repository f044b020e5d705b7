namespace PluginHost.Runtime.Tests.Transports.Http;

/// <summary>One request as a test server read it.</summary>
internal sealed record HttpTestRequest(int Connection, string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
