using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

public sealed class LimitedLoopTests
{
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
    public Task Loop_LimitedAsAWholeOrNoMessage_IsSilent(string source) => new MultipliedTimeoutRule().ReportsAsync("PH0002", source);
}
