using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

public sealed class MultipliedTimeoutTests
{
    [Theory]
    [InlineData("""
        sealed class Dsp
        {
            async Task<byte[]> LoadSlowAsync(PipeStream pipe, byte[] block)
            {
                var all = new List<byte>();
                for (var i = 0; i < 64; i++)
                {
                    var read = pipe.ReadAsync(block).AsTask();
                    if (await [|Task.WhenAny(read, Task.Delay(5000))|] != read) throw new TimeoutException();
                    all.AddRange(block);
                    if (block[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private readonly TcpClient _client = new();
            void Fill(byte[] buffer, int count)
            {
                var socket = _client.Client;
                socket.ReceiveTimeout = 5000;
                int offset = 0;
                while (offset < count)
                {
                    int n = [|socket.Receive(buffer, offset, count - offset, SocketFlags.None)|];
                    if (n == 0) throw new EndOfStreamException();
                    offset += n;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private NetworkStream _stream;
            private TcpClient _client;
            public Client(string host)
            {
                _client = new TcpClient(host, 1) { ReceiveTimeout = 10000 };
                _stream = _client.GetStream();
            }

            public string ReadReply()
            {
                var text = new StringBuilder();
                var buffer = new byte[1024];
                while (true)
                {
                    var n = [|_stream.Read(buffer, 0, buffer.Length)|];
                    if (n == 0) break;
                    text.Append(Encoding.ASCII.GetString(buffer, 0, n));
                    if (text.ToString().EndsWith("\r\n")) break;
                }

                return text.ToString();
            }
        }
        """)]
    [InlineData("""
        sealed class Barco(StreamReader reader)
        {
            public async Task<string> UpdateAsync()
            {
                var answer = new StringBuilder();
                var chunk = new char[4096];
                for (int i = 0; i < 256; i++)
                {
                    var n = await [|reader.ReadAsync(chunk, 0, chunk.Length).WaitAsync(TimeSpan.FromSeconds(10))|];
                    answer.Append(chunk, 0, n);
                    if (answer.ToString().EndsWith('}')) break;
                }

                return answer.ToString();
            }
        }
        """)]
    [InlineData("""
        partial class Client
        {
            private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
            private readonly Stream _stream;
        }

        partial class Client(Stream stream)
        {
            public async Task<byte[]> ReceiveAsync(int length, CancellationToken cancellationToken)
            {
                var buffer = new byte[length];
                var received = 0;
                while (received < length)
                {
                    using var cts = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    cts.CancelAfter(Limit);
                    received += await [|stream.ReadAsync(buffer.AsMemory(received), cts.Token)|];
                }

                return buffer;
            }
        }
        """)]
    [InlineData("""
        static class Smtp
        {
            public static List<string> ReadLines(TcpClient client)
            {
                client.ReceiveTimeout = 30000;
                var reader = new StreamReader(client.GetStream());
                var lines = new List<string>();
                string line;
                while ((line = [|reader.ReadLine()|]) != null)
                {
                    lines.Add(line);
                    if (line == ".") break;
                }

                return lines;
            }
        }
        """)]
    [InlineData("""
        static class Smtp
        {
            public static string Reply(TcpClient client)
            {
                var stream = client.GetStream();
                stream.ReadTimeout = 30000;
                using var reader = new StreamReader(stream);
                string reply = "";
                string line;
                do
                {
                    line = [|reader.ReadLine()|];
                    reply += line;
                }
                while (line[3] == '-');
                return reply;
            }
        }
        """)]
    [InlineData("""
        sealed class Lines
        {
            private readonly Socket _socket;
            private const int TimeoutMicros = 2_000_000;
            public Lines(Socket socket) => _socket = socket;
            public string ReadLine()
            {
                var one = new byte[1];
                var line = "";
                while (!line.EndsWith("\n"))
                {
                    if (![|_socket.Poll(TimeoutMicros, SelectMode.SelectRead)|]) throw new TimeoutException();
                    _socket.Receive(one);
                    line += (char)one[0];
                }

                return line;
            }
        }
        """)]
    [InlineData("""
        sealed class Modbus
        {
            private readonly System.Net.Sockets.NetworkStream _stream;
            public Modbus(NetworkStream stream) { _stream = stream; _stream.ReadTimeout = 1000; }
            public byte[] Read(int count)
            {
                var frame = new byte[count];
                int at = 0;
                do
                {
                    at += [|_stream.Read(frame, at, count - at)|];
                } while (at != count);
                return frame;
            }
        }
        """)]
    [InlineData("""
        sealed class Old
        {
            public byte[] Load(Stream stream, int total)
            {
                var memory = new MemoryStream();
                var buffer = new byte[512];
                while (memory.Length < total)
                {
                    var pending = stream.BeginRead(buffer, 0, buffer.Length, null, null);
                    if (![|pending.AsyncWaitHandle.WaitOne(5000)|]) throw new TimeoutException();
                    memory.Write(buffer, 0, stream.EndRead(pending));
                }

                return memory.ToArray();
            }
        }
        """)]
    [InlineData("""
        record Session(Stream Stream, TimeSpan Timeout)
        {
            public byte[] Exactly(int count)
            {
                var bytes = new List<byte>();
                var chunk = new byte[64];
                while (bytes.Count < count)
                {
                    var task = Stream.ReadAsync(chunk, 0, chunk.Length);
                    if (![|task.Wait(Timeout)|]) throw new TimeoutException();
                    bytes.AddRange(chunk.Take(task.Result));
                }

                return bytes.ToArray();
            }
        }
        """)]
    [InlineData("""
        sealed class Client(Stream stream)
        {
            private async Task<int> ReadChunkAsync(byte[] chunk)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                return await stream.ReadAsync(chunk, limit.Token);
            }

            public async Task<string> ReadAllAsync()
            {
                var (text, chunk) = (new StringBuilder(), new byte[100]);
                while (true)
                {
                    var n = await [|ReadChunkAsync(chunk)|];
                    text.Append(Encoding.UTF8.GetString(chunk, 0, n));
                    if (text[^1] == '\n') return text.ToString();
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Ws(ClientWebSocket socket)
        {
            public async Task<string> ReceiveTextAsync()
            {
                var text = new StringBuilder();
                var buffer = new byte[1024];
                WebSocketReceiveResult result;
                do
                {
                    using var limit = new CancellationTokenSource(5000);
                    result = await [|socket.ReceiveAsync(buffer, limit.Token)|];
                    text.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
                }
                while (!result.EndOfMessage);
                return text.ToString();
            }
        }
        """)]
    [InlineData("""
        sealed class Sender(Socket socket)
        {
            public void Send(byte[] data)
            {
                socket.SendTimeout = 5000;
                var sent = 0;
                while (sent < data.Length)
                {
                    sent += [|socket.Send(data, sent, data.Length - sent, SocketFlags.None)|];
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Local(NetworkStream stream)
        {
            public Task<List<byte>> RunAsync()
            {
                return LoadAsync();
                async Task<List<byte>> LoadAsync()
                {
                    var all = new List<byte>();
                    var one = new byte[1];
                    while (all.Count == 0 || all[^1] != 3)
                    {
                        await [|stream.ReadAsync(one, 0, 1).WaitAsync(TimeSpan.FromSeconds(3))|];
                        all.Add(one[0]);
                    }

                    return all;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class InLambda(NetworkStream stream)
        {
            public Func<Task<string>> Reader => async () =>
            {
                var line = string.Empty;
                var one = new byte[1];
                while (true)
                {
                    using var limit = new CancellationTokenSource(1000);
                    await [|stream.ReadAsync(one, limit.Token)|];
                    if (one[0] == 10) return line;
                    line += (char)one[0];
                }
            };
        }
        """)]
    [InlineData("""
        sealed class Connector
        {
            public async Task<TcpClient> OpenAsync(string host)
            {
                for (var attempt = 1; attempt <= 10; attempt++)
                {
                    var client = new TcpClient();
                    try
                    {
                        await [|client.ConnectAsync(host, 1).WaitAsync(TimeSpan.FromSeconds(30))|];
                        return client;
                    }
                    catch (TimeoutException)
                    {
                        client.Dispose();
                    }
                }

                throw new TimeoutException();
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly PluginHost.IStreamTransport _stream;
            private readonly PluginHost.DeadlineSource _deadlines;
            public Task ListenAsync(CancellationToken stop) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => ReadAsync();
            private async Task<string> ReadAsync()
            {
                var text = new StringBuilder();
                while (true)
                {
                    using var limit = new CancellationTokenSource(5000);
                    var read = await [|_stream.Input.ReadAsync(limit.Token)|];
                    text.Append(Encoding.UTF8.GetString(read.Buffer.FirstSpan));
                    _stream.Input.AdvanceTo(read.Buffer.End);
                    if (text.ToString().Contains('\n')) return text.ToString();
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Serial
        {
            private readonly Stream _port;
            public Serial(Stream port) { _port = port; port.ReadTimeout = 500; }
            public byte[] Frame(int length)
            {
                var frame = new byte[length];
                for (var i = 0; i < frame.Length; i++)
                {
                    frame[i] = (byte)[|_port.ReadByte()|];
                }

                return frame;
            }
        }
        """)]
    public Task Loop_EachPassWithALimitOfItsOwn_IsReported(string marked) => new MultipliedTimeoutAnalyzer().ReportsAsync("PH0002", marked);

    [Theory]
    [InlineData("""
        sealed class Dsp
        {
            async Task FillAsync(PipeStream pipe, byte[] block, CancellationToken ct)
            {
                using var overall = CancellationTokenSource.CreateLinkedTokenSource(ct);
                overall.CancelAfter(5000);
                for (var at = 0; at < block.Length;) at += await pipe.ReadAsync(block.AsMemory(at), overall.Token);
            }
        }
        """)]
    [InlineData("""
        sealed class Chunks(Stream stream)
        {
            public async Task FillAsync(byte[] block, CancellationToken ct)
            {
                using var overall = CancellationTokenSource.CreateLinkedTokenSource(ct);
                overall.CancelAfter(TimeSpan.FromSeconds(30));
                for (var at = 0; at < block.Length;)
                {
                    using var chunk = CancellationTokenSource.CreateLinkedTokenSource(overall.Token);
                    chunk.CancelAfter(TimeSpan.FromSeconds(5));
                    at += await stream.ReadAsync(block.AsMemory(at), chunk.Token);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Clock(Socket socket)
        {
            public void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 5000;
                var watch = Stopwatch.StartNew();
                var at = 0;
                while (at < block.Length)
                {
                    if (watch.Elapsed > TimeSpan.FromSeconds(10)) throw new TimeoutException();
                    at += socket.Receive(block, at, block.Length - at, SocketFlags.None);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Shrinking(Stream stream)
        {
            public async Task FillAsync(byte[] block, TimeSpan timeout)
            {
                var end = DateTime.UtcNow + timeout;
                for (var at = 0; at < block.Length;)
                {
                    at += await stream.ReadAsync(block, at, block.Length - at).WaitAsync(end - DateTime.UtcNow);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Pump(NetworkStream stream)
        {
            public event Action<byte[]> Received;
            public async Task RunAsync(CancellationToken stop)
            {
                var buffer = new byte[1000];
                while (!stop.IsCancellationRequested)
                {
                    using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
                    idle.CancelAfter(TimeSpan.FromSeconds(60));
                    var n = await stream.ReadAsync(buffer, idle.Token);
                    if (n == 0) return;
                    Received?.Invoke(buffer[..n]);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Frames(NetworkStream stream)
        {
            private readonly StringBuilder _text = new();
            public async Task RunAsync(CancellationToken stop)
            {
                var buffer = new byte[1000];
                while (true)
                {
                    var n = await stream.ReadAsync(buffer, 0, 1000, stop).WaitAsync(TimeSpan.FromSeconds(60));
                    if (n == 0) break;
                    _text.Append(Encoding.UTF8.GetString(buffer, 0, n));
                    while (TryTake(out var line)) Handle(line);
                }
            }

            private bool TryTake(out string line) { line = _text.ToString(); _text.Clear(); return line.Length > 9; }
            private void Handle(string line) => Console.WriteLine(line);
        }
        """)]
    [InlineData("""
        sealed class Available(TcpClient client)
        {
            public string Read()
            {
                var stream = client.GetStream();
                stream.ReadTimeout = 5000;
                var (text, buffer) = (new StringBuilder(), new byte[100]);
                do
                {
                    var n = stream.Read(buffer, 0, 100);
                    text.Append(Encoding.ASCII.GetString(buffer, 0, n));
                }
                while (stream.DataAvailable);
                return text.ToString();
            }
        }
        """)]
    [InlineData("""
        sealed class Header(Socket socket)
        {
            private const int Size = 4;
            public byte[] Read()
            {
                socket.ReceiveTimeout = 5000;
                var header = new byte[Size];
                var at = 0;
                while (at < header.Length) at += socket.Receive(header, at, header.Length - at, SocketFlags.None);
                return header;
            }
        }
        """)]
    [InlineData("""
        sealed class Retry
        {
            public async Task ConnectAsync(TcpClient client, string host)
            {
                for (var i = 0; i < 3; i++)
                {
                    using var limit = new CancellationTokenSource(5000);
                    try { await client.ConnectAsync(host, 1, limit.Token); return; } catch (OperationCanceledException) { }
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Forever
        {
            public async Task<TcpClient> ConnectAsync(string host, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var client = new TcpClient();
                    try { await client.ConnectAsync(host, 1).WaitAsync(TimeSpan.FromSeconds(30), stop); return client; }
                    catch (SocketException) { client.Dispose(); await Task.Delay(1000, stop); }
                }

                return null;
            }
        }
        """)]
    [InlineData("""
        sealed class Download(NetworkStream stream)
        {
            public async Task SaveAsync(string path, long length)
            {
                using var file = File.Create(path);
                var buffer = new byte[81920];
                long total = 0;
                while (total < length)
                {
                    using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                    var n = await stream.ReadAsync(buffer, idle.Token);
                    await file.WriteAsync(buffer.AsMemory(0, n));
                    total += n;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Helper(Stream stream)
        {
            public async Task<byte[]> LoadAsync(CancellationToken ct)
            {
                using var overall = CancellationTokenSource.CreateLinkedTokenSource(ct);
                overall.CancelAfter(10_000);
                return await FillAsync(64, overall.Token);
            }

            private async Task<byte[]> FillAsync(int count, CancellationToken ct)
            {
                var block = new byte[count];
                for (var at = 0; at < count;)
                {
                    using var part = CancellationTokenSource.CreateLinkedTokenSource(ct);
                    part.CancelAfter(3000);
                    at += await stream.ReadAsync(block.AsMemory(at), part.Token);
                }

                return block;
            }
        }
        """)]
    [InlineData("""
        sealed class Wrapped(Stream stream)
        {
            public Task<byte[]> LoadAsync() => FillAsync(64).WaitAsync(TimeSpan.FromSeconds(10));
            private async Task<byte[]> FillAsync(int count)
            {
                var block = new byte[count];
                for (var at = 0; at < count;)
                {
                    at += await stream.ReadAsync(block, at, count - at).WaitAsync(TimeSpan.FromSeconds(3));
                }

                return block;
            }
        }
        """)]
    [InlineData("""
        sealed class Poller(NetworkStream stream)
        {
            public async Task<List<string>> AskAllAsync(List<byte[]> questions)
            {
                var answers = new List<string>();
                var buffer = new byte[100];
                for (var i = 0; i < questions.Count; i++)
                {
                    using var limit = new CancellationTokenSource(5000);
                    await stream.WriteAsync(questions[i], limit.Token);
                    var n = await stream.ReadAsync(buffer, limit.Token);
                    answers.Add(Encoding.ASCII.GetString(buffer, 0, n));
                }

                return answers;
            }
        }
        """)]
    [InlineData("""
        sealed class Heartbeat(NetworkStream stream)
        {
            public async Task BeatAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await stream.WriteAsync(new byte[1], stop).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
                    await Task.Delay(30000, stop);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Unlimited(Socket socket)
        {
            public void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 0;
                var at = 0;
                while (at < block.Length) at += socket.Receive(block, at, block.Length - at, SocketFlags.None);
            }
        }
        """)]
    [InlineData("""
        sealed class Endless(Stream stream)
        {
            public async Task FillAsync(byte[] block)
            {
                for (var at = 0; at < block.Length;)
                {
                    at += await stream.ReadAsync(block, at, 1).WaitAsync(Timeout.InfiniteTimeSpan);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class OneRace(Stream stream)
        {
            public async Task FillAsync(byte[] block)
            {
                var limit = Task.Delay(5000);
                for (var at = 0; at < block.Length;)
                {
                    var read = stream.ReadAsync(block, at, block.Length - at);
                    if (await Task.WhenAny(read, limit) == limit) throw new TimeoutException();
                    at += await read;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Watched(Socket socket)
        {
            public void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 5000;
                using var watch = new Timer(_ => socket.Close(), null, 10000, Timeout.Infinite);
                var at = 0;
                while (at < block.Length) at += socket.Receive(block, at, block.Length - at, SocketFlags.None);
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private static readonly PluginHost.ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
            private readonly PluginHost.IStreamTransport _stream;
            public Task ListenAsync(CancellationToken stop) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public async Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline)
            {
                var text = new StringBuilder();
                using var answer = Budget.Start(deadline);
                while (true)
                {
                    var read = await answer.ReadAsync(_stream.Input);
                    text.Append(Encoding.UTF8.GetString(read.Buffer.FirstSpan));
                    _stream.Input.AdvanceTo(read.Buffer.End);
                    if (text.ToString().Contains('\n')) return;
                }
            }

            private async Task<string> PieceAsync(PluginHost.Deadline deadline)
            {
                var text = "";
                while (!text.EndsWith('\n'))
                {
                    using var piece = deadline.Shorten(TimeSpan.FromSeconds(1));
                    text += await PluginHost.StreamLines.ReadLineAsync(_stream.Input, piece.Token);
                }

                return text;
            }
        }
        """)]
    [InlineData("""
        sealed class InMemory
        {
            public byte[] Copy(MemoryStream from, int count)
            {
                from.ReadTimeout = 100;
                var (all, one) = (new List<byte>(), new byte[1]);
                while (all.Count < count) { from.Read(one, 0, 1); all.Add(one[0]); }
                return all.ToArray();
            }
        }
        """)]
    [InlineData("""
        sealed class Slices(Socket socket)
        {
            private volatile bool _closed;
            public void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 1000;
                var at = 0;
                while (at < block.Length && !_closed)
                {
                    try { at += socket.Receive(block, at, block.Length - at, SocketFlags.None); }
                    catch (SocketException error) when (error.SocketErrorCode == SocketError.TimedOut) { continue; }
                }
            }
        }
        """)]
    [InlineData("""
        sealed class AsyncReads(TcpClient client)
        {
            public async Task FillAsync(byte[] block)
            {
                client.ReceiveTimeout = 5000;
                var stream = client.GetStream();
                for (var at = 0; at < block.Length;) at += await stream.ReadAsync(block.AsMemory(at));
            }
        }
        """)]
    public Task Loop_LimitedAsAWholeOrNoMessage_IsSilent(string source) => new MultipliedTimeoutAnalyzer().ReportsAsync("PH0002", source);

    [Theory]
    [InlineData("for (var i = 0; i < 64; i++)", "5000", "64 passes of 5 s may take 5 min 20 s")]
    [InlineData("for (var i = 256; i > 0; i--)", "10 * 1000", "256 passes of 10 s may take 42 min 40 s")]
    [InlineData("for (var i = 0; i <= 99; i += 1)", "Limit", "100 passes of 2.5 s may take 4 min 10 s")]
    [InlineData("while (true)", "5000", "each pass may take 5 s and nothing bounds the passes")]
    [InlineData("while (true)", "(int)Span.TotalMilliseconds", "each pass may take 1 min 30 s and nothing bounds the passes")]
    [InlineData("while (true)", "given", "each pass may take its whole limit and nothing bounds the passes")]
    [InlineData("for (var i = 0; i < 8; i++)", "given", "each of 8 passes may take its whole limit")]
    public async Task Message_OfALoop_SaysTheProduct(string loop, string limit, string expected)
    {
        var found = await new MultipliedTimeoutAnalyzer().ReportsAsync("PH0002", Reading(loop, $"[|read.Wait({limit})|]"));
        Assert.Equal(expected, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(2, found[0].AdditionalLocations.Count);
    }

    [Fact]
    public async Task MaxTotal_Raised_AllowsTheProduct()
    {
        var options = new Dictionary<string, string> { ["dotnet_code_quality.PH0002.max_total"] = "00:06:00" };
        await new MultipliedTimeoutAnalyzer().ReportsAsync("PH0002", Reading("for (var i = 0; i < 64; i++)", "read.Wait(5000)"), options);
    }

    [Fact]
    public async Task MaxTotal_Lowered_ReportsASmallProduct()
    {
        var options = new Dictionary<string, string> { ["dotnet_code_quality.PH.max_total"] = "00:00:10" };
        await new MultipliedTimeoutAnalyzer().ReportsAsync("PH0002", Reading("for (var i = 0; i < 3; i++)", "[|read.Wait(5000)|]"), options);
    }

    [Fact]
    public Task TopLevelStatements_WithALimitOfEachPass_AreReported() => new MultipliedTimeoutAnalyzer().ReportsAsync(
        "PH0002",
        """
        using var client = new TcpClient("device", 1);
        var (text, buffer) = ("", new byte[100]);
        while (!text.EndsWith('\n'))
        {
            var n = await [|client.GetStream().ReadAsync(buffer, 0, 100).WaitAsync(TimeSpan.FromSeconds(5))|];
            text += Encoding.ASCII.GetString(buffer, 0, n);
        }
        """,
        kind: Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault()
    {
        var compilation = Compiled.From(["class C { void M(NetworkStream s) { while (x < ) { s.Read(; y += s.Read(b).WaitAsync(); } for (;;) { z.CancelAfter(; } } }"]);
        await new MultipliedTimeoutAnalyzer().RunAsync(compilation);
    }

    private static string Reading(string loop, string wait) => $$"""
        class Reader
        {
            private const int Limit = 2500;
            private static readonly TimeSpan Span = TimeSpan.FromMinutes(1.5);
            byte[] Load(Stream stream, int given)
            {
                var (all, chunk) = (new List<byte>(), new byte[10]);
                {{loop}}
                {
                    var read = stream.ReadAsync(chunk, 0, 10);
                    if (!{{wait}}) throw new TimeoutException();
                    all.AddRange(chunk);
                    if (chunk[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """;
}
