namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>A client of three layers over one socket, of which a test says how it is closed.</summary>
internal static class TlsClient
{
    public const string UpToTheSocket = """
        class TlsClient
        {
            private TcpClient _tcp;
            private SslStream _tls;
            private StreamReader _reader;
            public void Start()
            {
                _tcp = new TcpClient("h", 1);
                _tls = new SslStream(_tcp.GetStream());
                _reader = new StreamReader(_tls);
            }

            public void Stop()
            {
                _reader = null;
                _tls = null;

        """;

    public const string End = "} }";
}
