using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.EndlessStreams;

public sealed class TotalLimitTests
{
    [Theory]
    [InlineData("new CancellationTokenSource(TimeSpan.FromHours(1))", "The limit of 1 h is")]
    [InlineData("new CancellationTokenSource(300_000)", "The limit of 5 min is")]
    [InlineData("new CancellationTokenSource(_limit)", "The limit is")]
    public async Task Message_OfALimit_SaysIt(string source, string expected)
    {
        var found = await new EndlessStreamRule().ReportsAsync("PH0008", $$"""
            class Feed(UdpClient udp)
            {
                private TimeSpan _limit = TimeSpan.FromSeconds(5);
                public event Action<byte[]> Came;
                public async Task ListenAsync(CancellationToken stop)
                {
                    using var total = [|{{source}}|];
                    while (!stop.IsCancellationRequested) Came((await udp.ReceiveAsync(total.Token)).Buffer);
                }
            }
            """);
        Assert.StartsWith(expected, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Single(found[0].AdditionalLocations);
    }

    [Theory]
    [InlineData("""
        class Socketed(ClientWebSocket socket, ILogger log)
        {
            public async Task RunAsync(CancellationToken stop)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                [|limit.CancelAfter(TimeSpan.FromMinutes(5))|];
                var buffer = new byte[4096];
                while (socket.State == WebSocketState.Open)
                {
                    var result = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), limit.Token);
                    if (result.MessageType == WebSocketMessageType.Close) break;
                    Handle(Encoding.UTF8.GetString(buffer, 0, result.Count));
                }
            }

            private void Handle(string text) => log.LogInformation("{Text}", text);
        }
        """)]
    [InlineData("""
        class Connected(Uri uri)
        {
            private readonly ClientWebSocket _socket = new();
            public event EventHandler<string> Message;
            public async Task StartAsync(CancellationToken stop)
            {
                using var connecting = [|new CancellationTokenSource(TimeSpan.FromSeconds(10))|];
                await _socket.ConnectAsync(uri, connecting.Token);
                var buffer = new byte[1024];
                while (true)
                {
                    var read = await _socket.ReceiveAsync(buffer, connecting.Token);
                    if (read.CloseStatus.HasValue) return;
                    Message?.Invoke(this, Encoding.UTF8.GetString(buffer, 0, read.Count));
                }
            }
        }
        """)]
    [InlineData("""
        partial class Lines { private readonly CancellationTokenSource _cts = [|new CancellationTokenSource(TimeSpan.FromMinutes(10))|]; private volatile bool _running = true; }
        partial class Lines
        {
            private readonly StreamReader _reader;
            public Lines(NetworkStream stream) { _reader = new StreamReader(stream); }
            public async Task ReadAsync()
            {
                while (_running)
                {
                    var line = await _reader.ReadLineAsync(_cts.Token);
                    if (line == null) break;
                    OnLine(line);
                }
            }

            protected virtual void OnLine(string line) { }
        }
        """)]
    [InlineData("""
        record Frames(Stream Stream, Channel<byte[]> Sink)
        {
            public async Task PumpAsync(CancellationToken stop)
            {
                var cts = CancellationTokenSource.CreateLinkedTokenSource(stop);
                [|cts.CancelAfter(60000)|];
                var token = cts.Token;
                for (;;)
                {
                    var head = new byte[4];
                    await Stream.ReadExactlyAsync(head, token);
                    var frame = new byte[head[0]];
                    await Stream.ReadExactlyAsync(frame, token);
                    await Sink.Writer.WriteAsync(frame, stop);
                }
            }
        }
        """)]
    [InlineData("""
        class Hub(IFeed feed)
        {
            public async Task FollowAsync(CancellationToken stop)
            {
                using var cts = [|new CancellationTokenSource(TimeSpan.FromMinutes(5))|];
                await foreach (var item in feed.SubscribeAsync(cts.Token)) Console.WriteLine(item);
            }

            public async Task ForwardAsync(CancellationToken stop)
            {
                using var cts = [|new CancellationTokenSource(TimeSpan.FromMinutes(5))|];
                await foreach (var item in feed.WatchAsync().WithCancellation(cts.Token).ConfigureAwait(false)) Console.WriteLine(item);
            }
        }
        interface IFeed { IAsyncEnumerable<string> SubscribeAsync(CancellationToken stop); IAsyncEnumerable<string> WatchAsync(); }
        """)]
    [InlineData("""
        class Yielding(PipeReader reader)
        {
            public async IAsyncEnumerable<byte[]> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
            {
                using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop, [|new CancellationTokenSource(TimeSpan.FromMinutes(2))|].Token);
                while (!stop.IsCancellationRequested)
                {
                    var read = await reader.ReadAsync(cts.Token);
                    if (read.IsCompleted) yield break;
                    yield return read.Buffer.FirstSpan.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                }
            }
        }
        """)]
    [InlineData("""
        class Background(UdpClient udp)
        {
            private readonly ConcurrentQueue<byte[]> _packets = new();
            public void Start(CancellationToken stop)
            {
                var limit = [|new CancellationTokenSource(TimeSpan.FromMinutes(30))|];
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var packet = await udp.ReceiveAsync(limit.Token);
                        _packets.Enqueue(packet.Buffer);
                    }
                });
            }
        }
        """)]
    [InlineData("""
        class Called(Socket socket)
        {
            public async Task OpenAsync(EndPoint to)
            {
                using var cts = [|new CancellationTokenSource(5000)|];
                await socket.ConnectAsync(to, cts.Token);
                await ReceiveLoopAsync(cts.Token);
            }

            private async Task ReceiveLoopAsync(CancellationToken token)
            {
                var buffer = new byte[1500];
                while (!token.IsCancellationRequested)
                {
                    var n = await socket.ReceiveAsync(buffer, SocketFlags.None, token);
                    if (n == 0) break;
                    Parse(buffer.AsSpan(0, n).ToArray());
                }
            }

            private static void Parse(byte[] data) { }
        }
        """)]
    [InlineData("""
        class Waited(UdpClient udp)
        {
            public async Task ServeAsync(CancellationToken stop)
            {
                await [|ListenAsync(stop).WaitAsync(TimeSpan.FromMinutes(5))|];
            }

            private async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) Console.WriteLine((await udp.ReceiveAsync(stop)).Buffer.Length);
            }
        }
        """)]
    [InlineData("""
        class Local(NetworkStream stream, Action<byte> publish)
        {
            public async Task RunAsync(CancellationToken stop)
            {
                using var cts = [|new CancellationTokenSource(TimeSpan.FromMinutes(1))|];
                await PumpAsync();
                async Task PumpAsync()
                {
                    var one = new byte[1];
                    while (!stop.IsCancellationRequested)
                    {
                        if (await stream.ReadAsync(one, 0, 1, cts.Token) == 0) return;
                        publish(one[0]);
                    }
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly PluginHost.IStreamTransport _stream;
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public async Task ListenAsync(CancellationToken stop)
            {
                using var all = [|new CancellationTokenSource(TimeSpan.FromMinutes(5))|];
                while (!stop.IsCancellationRequested)
                {
                    var read = await _stream.Input.ReadAsync(all.Token);
                    if (read.IsCompleted) return;
                    Take(read.Buffer.FirstSpan.ToArray());
                    _stream.Input.AdvanceTo(read.Buffer.End);
                }
            }

            private void Take(byte[] bytes) { }
        }
        """)]
    public Task Limit_OfAllItems_IsReported(string source) => new EndlessStreamRule().ReportsAsync("PH0008", source);

    [Theory]
    [InlineData("""
        class Sse
        {
            private static readonly HttpClient Http = new();
            public async Task RunAsync(string url, CancellationToken stop)
            {
                var response = await [|Http.GetAsync(url)|];
                response.EnsureSuccessStatusCode();
                using (var stream = await response.Content.ReadAsStreamAsync())
                using (var reader = new StreamReader(stream))
                {
                    while (!reader.EndOfStream)
                    {
                        var line = await reader.ReadLineAsync();
                        if (line.StartsWith("data:")) Console.WriteLine(line.Substring(5));
                    }
                }
            }
        }
        """)]
    [InlineData("""
        class Requested(HttpClient http)
        {
            public async Task ListenAsync(Uri url, Action<string> publish, CancellationToken stop)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, url);
                request.Headers.Add("Accept", "text/event-stream");
                using var response = await [|http.SendAsync(request, stop)|].ConfigureAwait(false);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
                string line;
                while ((line = await reader.ReadLineAsync()) != null) publish(line);
            }
        }
        """)]
    [InlineData("""
        class Camera
        {
            private readonly HttpClient _http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            private bool _run = true;
            public async Task ShowAsync(string url)
            {
                var response = await [|_http.SendAsync(new HttpRequestMessage(HttpMethod.Get, url), HttpCompletionOption.ResponseContentRead)|];
                var stream = response.Content.ReadAsStreamAsync().Result;
                var buffer = new byte[8192];
                while (_run)
                {
                    var n = stream.Read(buffer, 0, buffer.Length);
                    if (n == 0) break;
                    Decode(buffer, n);
                }
            }

            private void Decode(byte[] data, int count) { }
        }
        """)]
    public Task Body_ReadAsAStreamAfterBuffering_IsReported(string source) => new EndlessStreamRule().ReportsAsync("PH0008", source);

    [Fact]
    public Task TopLevelStatements_WithALimitOfTheStream_AreReported() => new EndlessStreamRule().ReportsAsync(
        "PH0008",
        """
        using var http = new HttpClient();
        using var response = await [|http.GetAsync("http://device/events")|];
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:")) Console.WriteLine(line);
        }
        """,
        kind: OutputKind.ConsoleApplication);

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault() => await new EndlessStreamRule().RunAsync(Compiled.From(
        ["class C { async Task M(NetworkStream s) { using var c = new CancellationTokenSource(; while (!x.) { await s.ReadAsync(b, c.Token; Foo(b); } await foreach (var x in ) { } N().WaitAsync(TimeSpan.); } }"]));
}
