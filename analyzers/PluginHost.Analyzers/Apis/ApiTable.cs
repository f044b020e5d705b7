
namespace PluginHost.Analyzers.Apis;

/// <summary>The known members: type, beginning of the name, role. A row counts for derived types too; the first that fits decides.</summary>
internal static class ApiTable
{
    private const ApiRole Reads = ApiRole.Reads | ApiRole.Throws;
    private const ApiRole Writes = ApiRole.Writes | ApiRole.Throws;
    private const ApiRole Connects = ApiRole.Connects | ApiRole.Throws;
    private const ApiRole Handshake = ApiRole.Handshake | ApiRole.Throws;
    private const ApiRole Accepts = ApiRole.Accepts | ApiRole.Throws;

    /// <summary>Names that let go whatever the type is.</summary>
    public static readonly IReadOnlyList<ApiRow> AnyType =
    [
        new("Dispose", ApiRole.Cleanup, Whole: true),
        new("DisposeAsync", ApiRole.Cleanup, Whole: true),
    ];

    /// <summary>By type, in the order in which they are asked.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<ApiRow>> ByType = new Dictionary<string, IReadOnlyList<ApiRow>>
    {
        ["System.Net.Sockets.Socket"] =
        [
            new("Close", ApiRole.Cleanup), new("Shutdown", ApiRole.Goodbye), new("Disconnect", ApiRole.Goodbye | ApiRole.Throws),
            new("EndDisconnect", ApiRole.Goodbye | ApiRole.Throws), new("Connect", Connects), new("BeginConnect", ApiRole.Connects), new("EndConnect", Connects), new("Accept", Accepts), new("EndAccept", Accepts),
            new("BeginSend", Writes), new("BeginReceive", Reads), new("EndSend", Writes), new("EndReceive", Reads),
            new("Send", Writes), new("Receive", Reads), new("Bind", ApiRole.Throws), new("Listen", ApiRole.Throws),
        ],
        ["System.Net.Sockets.TcpClient"] =
        [
            new("Close", ApiRole.Cleanup), new("Connect", Connects), new("BeginConnect", ApiRole.Connects), new("EndConnect", Connects),
            new("GetStream", ApiRole.View),
        ],
        ["System.Net.Sockets.TcpListener"] =
        [
            new("Stop", ApiRole.Cleanup), new("Start", ApiRole.Throws), new("Accept", Accepts), new("EndAccept", Accepts),
        ],
        ["System.Net.Sockets.UdpClient"] =
        [
            new("Close", ApiRole.Cleanup), new("Connect", Connects), new("Send", Writes), new("Receive", Reads), new("BeginReceive", Reads),
            new("EndReceive", Reads), new("BeginSend", Writes), new("EndSend", Writes),
        ],
        ["System.Net.Security.AuthenticatedStream"] =
        [
            new("AuthenticateAs", Handshake), new("BeginAuthenticateAs", Handshake), new("EndAuthenticateAs", Handshake), new("Shutdown", ApiRole.Goodbye | ApiRole.Throws),
        ],
        ["System.IO.Pipes.PipeStream"] =
        [
            new("Connect", Connects), new("WaitForConnection", Connects), new("EndWaitForConnection", Connects), new("Disconnect", ApiRole.Goodbye),
        ],
        ["System.IO.Stream"] =
        [
            new("Close", ApiRole.Cleanup), new("Read", Reads), new("BeginRead", Reads), new("EndRead", Reads), new("Write", Writes), new("BeginWrite", Writes),
            new("EndWrite", Writes), new("Flush", Writes), new("CopyTo", Reads),
        ],
        ["System.IO.TextReader"] = [new("Close", ApiRole.Cleanup), new("Read", Reads)],
        ["System.IO.TextWriter"] = [new("Close", ApiRole.Cleanup), new("Write", Writes), new("Flush", Writes)],
        ["System.IO.BinaryReader"] = [new("Close", ApiRole.Cleanup), new("Read", Reads)],
        ["System.IO.BinaryWriter"] = [new("Close", ApiRole.Cleanup), new("Write", Writes), new("Flush", Writes)],
        ["System.IO.Pipelines.PipeReader"] =
        [
            new("Complete", ApiRole.Cleanup), new("Read", Reads | ApiRole.KeepsDataOnCancel), new("CopyTo", Reads), new("AsStream", ApiRole.View),
        ],
        ["System.IO.Pipelines.PipeWriter"] = [new("Complete", ApiRole.Cleanup), new("Write", Writes), new("Flush", Writes), new("AsStream", ApiRole.View)],
        ["System.IO.Ports.SerialPort"] =
        [
            new("Close", ApiRole.Cleanup), new("Open", Connects), new("Read", Reads), new("Write", Writes),
        ],
        ["System.Net.WebSockets.WebSocket"] =
        [
            new("Abort", ApiRole.Cleanup), new("Close", ApiRole.Goodbye | ApiRole.Throws), new("Connect", Connects), new("Receive", Reads), new("Send", Writes),
        ],
        ["System.Net.Quic.QuicConnection"] =
        [
            new("Close", ApiRole.Goodbye | ApiRole.Throws), new("Connect", Connects | ApiRole.Accepts), new("Accept", Accepts), new("Open", Accepts),
        ],
        ["System.Net.Quic.QuicListener"] = [new("Listen", Accepts), new("Accept", Accepts)],
        ["System.Net.HttpListener"] =
        [
            new("Close", ApiRole.Cleanup), new("Abort", ApiRole.Cleanup), new("Stop", ApiRole.Goodbye), new("Start", ApiRole.Throws), new("GetContext", ApiRole.Throws),
        ],
        ["System.Data.Common.DbConnection"] = [new("Close", ApiRole.Cleanup), new("Open", Connects), new("Begin", ApiRole.Throws)],
        ["System.Data.IDbConnection"] = [new("Close", ApiRole.Cleanup), new("Open", Connects), new("Begin", ApiRole.Throws)],
        ["System.Data.Common.DbCommand"] = [new("Execute", ApiRole.Throws)],
        ["System.Data.IDbCommand"] = [new("Execute", ApiRole.Throws)],
        ["System.Data.Common.DbDataReader"] = [new("Close", ApiRole.Cleanup), new("Read", ApiRole.Throws), new("NextResult", ApiRole.Throws)],
        ["System.Data.IDataReader"] = [new("Close", ApiRole.Cleanup), new("Read", ApiRole.Throws), new("NextResult", ApiRole.Throws)],
        ["System.Net.Mail.SmtpClient"] = [new("Send", Writes)],
        ["System.Net.WebResponse"] = [new("Close", ApiRole.Cleanup), new("GetResponseStream", ApiRole.View)],
        ["System.Net.WebRequest"] = [new("GetResponse", Accepts), new("EndGetResponse", Accepts), new("GetRequestStream", ApiRole.Throws)],
        ["System.Net.Http.HttpClient"] =
        [
            new("Get", ApiRole.Throws), new("Post", ApiRole.Throws), new("Put", ApiRole.Throws), new("Patch", ApiRole.Throws), new("Delete", ApiRole.Throws),
            new("Send", ApiRole.Throws),
        ],
        ["System.Net.Http.HttpResponseMessage"] = [new("EnsureSuccessStatusCode", ApiRole.Throws)],
        ["System.Net.Http.HttpContent"] = [new("ReadAsStream", ApiRole.View), new("Read", Reads), new("CopyTo", Reads)],
        ["System.Threading.PeriodicTimer"] = [new("WaitForNextTick", ApiRole.None)],
        ["System.Threading.Channels.ChannelReader`1"] = [new("Read", ApiRole.Reads | ApiRole.KeepsDataOnCancel), new("WaitToRead", ApiRole.Reads | ApiRole.KeepsDataOnCancel)],
        ["System.Threading.Tasks.TaskFactory"] = [new("FromAsync", ApiRole.Throws)],
        ["System.Net.Dns"] = [new("Get", ApiRole.Throws), new("Resolve", ApiRole.Throws)],
        ["PluginHost.ITransports"] = [new("Connect", Connects), new("Listen", Connects), new("Open", Connects)],
        ["PluginHost.ReadBudget"] = [new("Read", Reads)],
        ["PluginHost.ReadWait"] = [new("Read", Reads)],
    };

    /// <summary>Names of methods without source that speak of a step which a peer can refuse.</summary>
    public static readonly IReadOnlyList<string> HandshakeNames = ["Login", "LogIn", "Logon", "Auth", "Handshake", "HandShake", "Negotiate", "Hello", "Init", "Subscribe"];

    /// <summary>Names of methods without source that speak of the network.</summary>
    public static readonly IReadOnlyList<string> NetworkNames = ["Connect", "Send", "Receive", "Accept", "Flush", "Read", "Write", "Request", "Exchange", "Open"];

    /// <summary>Names of methods without source that give a new object to the caller.</summary>
    public static readonly IReadOnlyList<string> FactoryNames = ["Accept", "Create", "Open", "Dial", "Connect", "EndAccept", "EndConnect", "Listen", "Start"];
}
