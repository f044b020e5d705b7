using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

/// <summary>A type that closes an HTTP client of its own, and a loop that goes on asking with it.</summary>
public sealed class OwnedHttpClientTests
{
    [Theory]
    [InlineData("""
        sealed class Poller : IDisposable
        {
            private readonly HttpClient _http = new HttpClient();
            private bool _isStopped;
            public void Start(Uri device) { [|Task.Run(() => LoopAsync(device))|]; }
            private async Task LoopAsync(Uri device)
            {
                while (!_isStopped)
                {
                    try { await _http.GetStringAsync(device); }
                    catch (Exception e) { Trace.TraceError(e.Message); }
                    await Task.Delay(1000);
                }
            }
            public void Dispose() { _http.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Poller : IDisposable
        {
            private readonly HttpClient _http = new HttpClient(new SocketsHttpHandler());
            private readonly Timer _timer;
            public Poller(Uri device) { _timer = [|new Timer(async _ => Console.WriteLine(await _http.GetStringAsync(device)), null, 1000, 1000)|]; }
            public void Dispose() => _http.Dispose();
        }
        """)]
    public async Task GoesOn_IsReported(string source) => await new OutlivingLoopRule().ReportsAsync("PH0011", source);

    [Theory]
    [InlineData("""
        sealed class Poller : IDisposable
        {
            private readonly HttpClient _http = new HttpClient();
            private bool _isStopped;
            public void Start(Uri device) { Task.Run(() => LoopAsync(device)); }
            private async Task LoopAsync(Uri device)
            {
                while (!_isStopped)
                {
                    try { await _http.GetStringAsync(device); }
                    catch (Exception e) { Trace.TraceError(e.Message); }
                    await Task.Delay(1000);
                }
            }
            public void Dispose() { _isStopped = true; _http.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Poller : IDisposable
        {
            private readonly HttpClient _http = new HttpClient();
            public void Start(Uri device) { Task.Run(() => LoopAsync(device)); }
            private async Task LoopAsync(Uri device)
            {
                while (true)
                {
                    try { await _http.GetStringAsync(device); }
                    catch (HttpRequestException e) { Trace.TraceError(e.Message); }
                    await Task.Delay(1000);
                }
            }
            public void Dispose() { _http.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Poller
        {
            private readonly HttpClient _http;
            public Poller(HttpClient http) { _http = http; }
            public void Start(Uri device, CancellationToken stopping) { Task.Run(() => LoopAsync(device, stopping)); }
            private async Task LoopAsync(Uri device, CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    try { await _http.GetStringAsync(device, stopping); }
                    catch (Exception e) { Trace.TraceError(e.Message); }
                }
            }
        }
        """)]
    public async Task IsStopped_IsNotReported(string source) => await new OutlivingLoopRule().ReportsAsync("PH0011", source);
}
