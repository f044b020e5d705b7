
namespace PluginHost.Analyzers.Resources;

/// <summary>The tracked types by metadata name; what derives from them is tracked too.</summary>
internal static class ResourceTypeNames
{
    public const string HttpResponseMessage = "System.Net.Http.HttpResponseMessage";
    public const string CancellationTokenSource = "System.Threading.CancellationTokenSource";

    /// <summary>They hold a handle of the operating system or a peer.</summary>
    public static readonly IReadOnlyList<string> Connections =
    [
        "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient",
        "System.Net.Sockets.TcpListener",
        "System.Net.Sockets.UdpClient",
        "System.Net.Sockets.NetworkStream",
        "System.Net.Security.AuthenticatedStream",
        "System.IO.Pipes.PipeStream",
        "System.IO.Ports.SerialPort",
        "System.Net.WebSockets.WebSocket",
        "System.Net.Quic.QuicConnection",
        "System.Net.Quic.QuicStream",
        "System.Net.Quic.QuicListener",
        "System.Net.HttpListener",
        "System.Data.Common.DbConnection",
        "System.Data.IDbConnection",
        "System.Net.Mail.SmtpClient",
        "System.Net.WebResponse",
        "System.Net.Http.HttpClient",
        "System.Net.Http.HttpClientHandler",
        "System.Net.Http.SocketsHttpHandler",
    ];

    /// <summary>They go on by themselves until they are disposed.</summary>
    public static readonly IReadOnlyList<string> Scopes =
    [
        "System.Threading.Timer",
        "System.Timers.Timer",
        "System.Threading.PeriodicTimer",
    ];

    /// <summary>They keep a connection busy until they are closed.</summary>
    public static readonly IReadOnlyList<string> OnConnections =
    [
        "System.Data.Common.DbDataReader",
        "System.Data.IDataReader",
        "System.Data.Common.DbTransaction",
        "System.Data.IDbTransaction",
    ];

    /// <summary>What the host lends to a driver.</summary>
    public static readonly IReadOnlyList<string> Lent =
    [
        "PluginHost.ITransports",
        "PluginHost.IStreamTransport",
        "PluginHost.IDatagramTransport",
        "PluginHost.IStreamListener",
        "PluginHost.ReadBudget",
        "PluginHost.Deadline",
    ];

    /// <summary>Streams, readers and writers: a handle only when they stand on a connection.</summary>
    public static readonly IReadOnlyList<string> Wrappers =
    [
        "System.IO.Stream",
        "System.IO.TextReader",
        "System.IO.TextWriter",
        "System.IO.BinaryReader",
        "System.IO.BinaryWriter",
        "System.IO.Pipelines.PipeReader",
        "System.IO.Pipelines.PipeWriter",
        "System.IO.Pipelines.IDuplexPipe",
    ];

    /// <summary>Wrappers by type that never stand on a connection.</summary>
    public static readonly IReadOnlyList<string> InMemory =
    [
        "System.IO.MemoryStream",
        "System.IO.UnmanagedMemoryStream",
        "System.IO.FileStream",
        "System.IO.StringReader",
        "System.IO.StringWriter",
    ];
}
