using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>What its name says is called more than once, finds there what it left behind.</summary>
public sealed class CalledAgainTests
{
    [Theory]
    [InlineData("""
        class Poller
        {
            private CancellationTokenSource _limit;
            private readonly HttpClient _http = new HttpClient();
            public async Task<string> PollAsync(string address, CancellationToken ct)
            {
                [|_limit = CancellationTokenSource.CreateLinkedTokenSource(ct)|];
                _limit.CancelAfter(10000);
                return await _http.GetStringAsync(address, _limit.Token);
            }
            public void Abort() { _limit?.Cancel(); }
        }
        """)]
    [InlineData("""
        class Worker
        {
            private TcpClient _tcp;
            private volatile bool _run;
            public void Run()
            {
                if (_run) { return; }
                _run = true;
                while (_run)
                {
                    [|_tcp = new TcpClient("host", 5)|];
                    while (_run) { if (_tcp.Available == 0) { break; } }
                }
                _tcp.Close();
            }
            public void Stop() { _run = false; }
        }
        """)]
    [InlineData("""
        class Sender
        {
            private UdpClient _udp;
            public void Send(byte[] bytes) { [|_udp = new UdpClient("host", 5)|]; _udp.Send(bytes, bytes.Length); }
            public void Close() { _udp?.Close(); }
        }
        """)]
    public async Task WorkThatOpensEachTime_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Theory]
    [InlineData("""
        class Worker
        {
            private TcpClient _tcp;
            private volatile bool _run = true;
            public void Run()
            {
                while (_run)
                {
                    try
                    {
                        _tcp = new TcpClient("host", 5);
                        while (_run) { _tcp.GetStream().ReadByte(); }
                    }
                    catch (IOException e) { Console.Error.WriteLine(e); _tcp.Close(); }
                }
                _tcp.Close();
            }
            public void Stop() { _run = false; }
        }
        """)]
    [InlineData("""
        class Link
        {
            private Socket _socket;
            public void Connect(EndPoint to)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { _socket.Connect(to); } catch (SocketException e) { Failed(e); }
            }
            private void Failed(Exception e) { Console.Error.WriteLine(e); Shutdown(); }
            public void Shutdown() { if (_socket == null) { return; } _socket.Close(); _socket = null; }
        }
        """)]
    [InlineData("""
        class Sender
        {
            private UdpClient _udp;
            public void Send(byte[] bytes)
            {
                if (_udp == null) { _udp = new UdpClient("host", 5); }
                _udp.Send(bytes, bytes.Length);
            }
            public void Write(byte[] bytes) { Open(); _udp.Send(bytes, bytes.Length); }
            private void Open() { if (_udp == null) { _udp = new UdpClient("host", 5); } }
            public void Close() { _udp?.Close(); }
        }
        """)]
    public async Task OneAtATime_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);
}
