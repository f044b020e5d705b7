namespace PluginHost.Analyzers.DriverCode;

/// <summary>The one list of what opens a connection round the host: for source the rule PH0014, for an assembly the host's look at the members it refers to.</summary>
internal static class OwnConnectionApis
{
    private const string Constructor = ".ctor";

    /// <summary>
    /// A QUIC connection has no constructor, a web request none that is meant to be called. The handlers that derive from
    /// another row stand here too, since an assembly names only the type whose constructor it calls.
    /// </summary>
    public static readonly IReadOnlyList<OwnConnection> Rows =
    [
        new("System.Net.Sockets.Socket", Constructor, "ConnectAsync"),
        new("System.Net.Sockets.TcpClient", Constructor),
        new("System.Net.Sockets.TcpListener", Constructor, "Create"),
        new("System.Net.Sockets.UdpClient", Constructor),
        new("System.Net.Http.HttpClient", Constructor),
        new("System.Net.Http.HttpMessageHandler", Constructor),
        new("System.Net.Http.HttpClientHandler", Constructor),
        new("System.Net.Http.SocketsHttpHandler", Constructor),
        new("System.Net.WebSockets.ClientWebSocket", Constructor),
        new("System.Net.HttpListener", Constructor),
        new("System.Net.WebClient", Constructor),
        new("System.Net.Mail.SmtpClient", Constructor),
        new("System.Net.WebRequest", "Create", "CreateDefault", "CreateHttp"),
        new("System.Net.Quic.QuicConnection", "ConnectAsync"),
        new("System.Net.Quic.QuicListener", "ListenAsync"),
    ];
}
