using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.EndlessStreams;

public sealed class WantedLimitTests
{
    [Theory]
    [InlineData("""
        class Idle(UdpClient udp, Action<byte[]> publish)
        {
            public async Task ListenAsync(CancellationToken stop)
            {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
                idle.CancelAfter(30_000);
                while (!stop.IsCancellationRequested)
                {
                    idle.CancelAfter(30_000);
                    publish((await udp.ReceiveAsync(idle.Token)).Buffer);
                }
            }
        }
        """)]
    [InlineData("""
        class EachItem(UdpClient udp, Action<byte[]> publish)
        {
            public async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    using var one = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, one.Token);
                    publish((await udp.ReceiveAsync(both.Token)).Buffer);
                }
            }
        }
        """)]
    [InlineData("""
        class ConnectOnly(Socket socket, Action<byte[]> publish)
        {
            public async Task ListenAsync(EndPoint to, CancellationToken stop)
            {
                using var connecting = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                await socket.ConnectAsync(to, connecting.Token);
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested) { await socket.ReceiveAsync(buffer, SocketFlags.None, stop); publish(buffer); }
            }

            public async Task TakenBackAsync(EndPoint to, CancellationToken stop)
            {
                using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop);
                cts.CancelAfter(TimeSpan.FromSeconds(10));
                await socket.ConnectAsync(to, cts.Token);
                cts.CancelAfter(Timeout.Infinite);
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested) { await socket.ReceiveAsync(buffer, SocketFlags.None, cts.Token); publish(buffer); }
            }
        }
        """)]
    [InlineData("""
        class Download(Stream stream)
        {
            public async Task SaveAsync(FileStream file, CancellationToken stop)
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromMinutes(5));
                var buffer = new byte[4096];
                while (true)
                {
                    var n = await stream.ReadAsync(buffer, cts.Token);
                    if (n == 0) break;
                    await file.WriteAsync(buffer.AsMemory(0, n), cts.Token);
                }
            }

            public async Task<List<string>> AllAsync(StreamReader reader)
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromMinutes(5));
                var all = new List<string>();
                while (await reader.ReadLineAsync(cts.Token) is { } line) all.Add(line);
                return all;
            }
        }
        """)]
    [InlineData("""
        class ForSoLong(UdpClient udp, Action<byte[]> publish)
        {
            public async Task ListenForAsync(TimeSpan duration, CancellationToken stop)
            {
                using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop);
                cts.CancelAfter(duration);
                while (!stop.IsCancellationRequested) publish((await udp.ReceiveAsync(cts.Token)).Buffer);
            }

            public async Task SpanAsync(int seconds, CancellationToken stop)
            {
                var time = TimeSpan.FromSeconds(seconds);
                using var cts = new CancellationTokenSource(time);
                while (!stop.IsCancellationRequested) publish((await udp.ReceiveAsync(cts.Token)).Buffer);
            }
        }
        """)]
    [InlineData("""
        class Searching(UdpClient udp, Action<byte[]> publish)
        {
            private TimeSpan _scanTime;
            public async Task DiscoverAsync(CancellationToken stop)
            {
                using var cts = new CancellationTokenSource(3000);
                while (!stop.IsCancellationRequested) publish((await udp.ReceiveAsync(cts.Token)).Buffer);
            }

            public async Task<List<byte[]>> AnswersAsync()
            {
                var (found, cts) = (new List<byte[]>(), new CancellationTokenSource(TimeSpan.FromSeconds(5)));
                try { while (true) found.Add((await udp.ReceiveAsync(cts.Token)).Buffer); }
                catch (OperationCanceledException) { }
                return found;
            }

            public async Task RunAsync()
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                while (!cts.IsCancellationRequested) publish((await udp.ReceiveAsync(cts.Token)).Buffer);
            }

            public async Task AgainAsync(CancellationToken stop)
            {
                using var cts = new CancellationTokenSource(_scanTime);
                while (!stop.IsCancellationRequested) publish((await udp.ReceiveAsync(cts.Token)).Buffer);
            }
        }
        """)]
    [InlineData("""
        class Headers(HttpClient http)
        {
            public async Task ListenAsync(string url, Action<string> publish)
            {
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith("data:")) publish(line); }
            }

            public async Task StreamAsync(string url, Action<string> publish)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                using var reader = new StreamReader(await http.GetStreamAsync(url, limit.Token));
                while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith("data:")) publish(line); }
            }
        }
        """)]
    [InlineData("""
        class Import(HttpClient http)
        {
            public async Task RunAsync(string url)
            {
                using var response = await http.GetAsync(url);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                while (true)
                {
                    var line = await reader.ReadLineAsync();
                    if (line == null) break;
                    Take(line);
                }
            }

            private void Take(string row) { }
        }
        """)]
    [InlineData("""
        class Unlimited
        {
            private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
            public async Task ListenAsync(string url, Action<string> publish)
            {
                using var response = await _http.GetAsync(url);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                while (await reader.ReadLineAsync() is { } line) publish(line);
            }
        }
        """)]
    [InlineData("""
        class Message(StreamReader reader)
        {
            public async Task<string> AnswerAsync(CancellationToken stop)
            {
                using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop);
                cts.CancelAfter(5000);
                while (!stop.IsCancellationRequested)
                {
                    var line = await reader.ReadLineAsync(cts.Token);
                    if (line.StartsWith("OK")) return line;
                    Note(line);
                }

                return null;
            }

            private void Note(string line) { }
        }
        """)]
    [InlineData("""
        class Helped(UdpClient udp, Action<byte[]> publish)
        {
            private readonly CancellationTokenSource _watchdog = new(TimeSpan.FromSeconds(20));
            public async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    publish((await udp.ReceiveAsync(_watchdog.Token)).Buffer);
                    Alive();
                }
            }

            private void Alive() => _watchdog.CancelAfter(TimeSpan.FromSeconds(20));
        }
        """)]
    [InlineData("""
        class Given(UdpClient udp, Action<byte[]> publish)
        {
            public async Task ListenAsync(CancellationToken stop)
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(20));
                while (!stop.IsCancellationRequested)
                {
                    publish((await udp.ReceiveAsync(cts.Token)).Buffer);
                    Watch.Again(cts);
                }
            }
        }
        static class Watch { public static void Again(CancellationTokenSource source) => source.CancelAfter(20000); }
        """)]
    [InlineData("""
        class FeedTests
        {
            [Fact] public async Task GivesItems()
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                await foreach (var item in new Feed().WatchAsync(cts.Token)) Console.WriteLine(item);
            }
        }
        class Feed { public async IAsyncEnumerable<int> WatchAsync(CancellationToken stop) { await Task.Delay(1, stop); yield return 1; } }
        class FactAttribute : Attribute;
        """)]
    [InlineData("""
        class Rows(DbCommand command)
        {
            public async Task AllAsync(Channel<int> channel, CancellationToken stop)
            {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                await foreach (var row in channel.Reader.ReadAllAsync(cts.Token)) Console.WriteLine(row);
                await foreach (var row in QueryAsync(cts.Token)) Console.WriteLine(row);
                using var reader = await command.ExecuteReaderAsync(cts.Token);
                while (await reader.ReadAsync(cts.Token)) Console.WriteLine(reader.GetInt32(0));
            }

            private async IAsyncEnumerable<int> QueryAsync(CancellationToken stop) { await Task.Delay(1, stop); yield return 1; }
        }
        """)]
    [InlineData("""
        class Stopping(UdpClient udp)
        {
            private Task _loop;
            public void Start(CancellationToken stop) => _loop = ListenAsync(stop);
            public async Task StopAsync() { udp.Close(); await _loop.WaitAsync(TimeSpan.FromSeconds(5)); }
            public async Task ShutdownAsync(CancellationToken stop) => await ListenAsync(stop).WaitAsync(TimeSpan.FromSeconds(5));
            private async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) Console.WriteLine((await udp.ReceiveAsync(stop)).Buffer.Length);
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly PluginHost.IStreamTransport _stream;
            public ValueTask DisposeAsync() => default;
            public async Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline)
            {
                while (_stream is not null)
                {
                    var line = await PluginHost.StreamLines.ReadLineAsync(_stream.Input, deadline.Token);
                    if (line == "ok") return;
                }
            }

            public async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var line = await PluginHost.StreamLines.ReadLineAsync(_stream.Input, stop);
                    if (line is null) return;
                    Take(line);
                }
            }

            private void Take(string line) { }
        }
        """)]
    public Task Limit_ThatIsNoneOfTheStream_IsSilent(string source) => new EndlessStreamRule().ReportsAsync("PH0008", source);
}
