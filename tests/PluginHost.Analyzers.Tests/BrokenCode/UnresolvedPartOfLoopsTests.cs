using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.BrokenCode;

/// <summary>The rules on time, handlers and slots: a log that does not resolve changes nothing, anything else may be what they miss.</summary>
public sealed class UnresolvedPartOfLoopsTests
{
    private const string Read = "var read = pipe.ReadAsync(b).AsTask(); if (await Task.WhenAny(read, Task.Delay(5000)) != read) { throw new TimeoutException(); } all.AddRange(b); if (b[0] == 0) { break; }";
    private const string Publish = "Publish((await udp.ReceiveAsync(limit.Token)).Buffer);";
    private const string Poll = "return await _tcp.GetStream().ReadAsync(b, t.Token);";

    [Theory]
    [InlineData("PH0002", $"for (var i = 0; i < 64; i++) {{ Log.Debug(\"x\"); {Read} }}")]
    [InlineData("", $"for (var i = 0; i < 64; i++) {{ Deadline.Check(); {Read} }}")]
    [InlineData("", $"for (var i = 0; i < 64; i++) {{ if (Limits.AreOver()) {{ break; }} {Read} }}")]
    [InlineData("", $"Watchdog.Watch(pipe, 5000); for (var i = 0; i < 64; i++) {{ {Read} }}")]
    [InlineData("PH0008", $"using var limit = new CancellationTokenSource(TimeSpan.FromHours(1)); while (!ct.IsCancellationRequested) {{ Log.Info(\"x\"); {Publish} }}")]
    [InlineData("", $"using var limit = new CancellationTokenSource(TimeSpan.FromHours(1)); while (!ct.IsCancellationRequested) {{ Rearm(limit); {Publish} }}")]
    [InlineData("PH0010", "while (!ct.IsCancellationRequested) { try { using var p = new NamedPipeClientStream(\"amp\"); p.Connect(); } catch (IOException e) { Log.Warn(e); } }")]
    [InlineData("", "while (!ct.IsCancellationRequested) { try { using var p = new NamedPipeClientStream(\"amp\"); p.Connect(); } catch (IOException e) { await Backoff.Next(); } }")]
    [InlineData("", "while (Policy.Allows()) { try { using var p = new NamedPipeClientStream(\"amp\"); p.Connect(); } catch (IOException e) { Log.Warn(e); } }")]
    [InlineData("PH0012", "_gate.Wait(); Log.Info(\"x\"); pipe.Write(b); _gate.Release();")]
    [InlineData("", "_gate.Wait(); try { pipe.Write(b); } finally { _gate.LetGo(); }")]
    [InlineData("", "using var held = Slots.Hold(_gate); _gate.Wait(); pipe.Write(b); _gate.Release();")]
    [InlineData("PH0003", "Log.Info(\"x\"); try { pipe.Close(); } catch (Exception) { }")]
    [InlineData("", "try { pipe.Close(); } catch (Exception) { Tell.Somebody(); }")]
    [InlineData("", "try { pipe.Close(); } catch (Refused) { }")]
    [InlineData("", "try { pipe.Close(); } catch (Exception e) when (e.IsHarmless()) { }")]
    [InlineData("", "try { Work.Do(pipe); pipe.Close(); } catch (Exception) { }")]
    public async Task UnresolvedCall_CountsForWhatItMayBe(string expected, string body) => await ExpectsAsync(expected, $$"""
        class C
        {
            private readonly SemaphoreSlim _gate = new(1);
            async Task M(PipeStream pipe, UdpClient udp, byte[] b, List<byte> all, CancellationToken ct) { {{body}} await Task.Yield(); }
            void Publish(byte[] b) { }
        }
        """);

    [Theory]
    [InlineData("PH0005", $"Log.Info(\"x\"); {Poll}")]
    [InlineData("PH0005", $"try {{ {Poll} }} catch (OperationCanceledException e) {{ Log.Warn(e); throw; }}")]
    [InlineData("", $"try {{ {Poll} }} catch (OperationCanceledException) {{ Pool.Give(_tcp); throw; }}")]
    [InlineData("", $"try {{ {Poll} }} catch (OperationCanceledException) {{ CloseCore(); throw; }}")]
    public async Task TimedOutRead_IsJudgedByWhatUnresolvedCodeMentions(string expected, string body) => await ExpectsAsync(expected, $$"""
        class C : Missing
        {
            private readonly TcpClient _tcp = new();
            public async Task<int> PollAsync(byte[] b) { using var t = new CancellationTokenSource(800); {{body}} }
            public void Close() => _tcp.Close();
        }
        """);

    [Theory]
    [InlineData("PH0009", "Log.Info(\"x\");")]
    [InlineData("", "tcp.KeepOn();")]
    public async Task DeadPeer_MayBeNoticedByWhatDoesNotResolve(string expected, string beside) => await ExpectsAsync(expected, $$"""
        class C
        {
            async Task TailAsync(Uri log)
            {
                using var tcp = new TcpClient(log.Host, log.Port);
                {{beside}}
                var reader = PipeReader.Create(tcp.GetStream());
                while (true) { var x = await reader.ReadAsync(); if (x.IsCompleted) { break; } Publish(x.Buffer.Length); reader.AdvanceTo(x.Buffer.End); }
            }
            void Publish(long b) { }
        }
        """);

    private static async Task ExpectsAsync(string expected, string source)
    {
        var found = await new ConnectionAnalyzer().RunAsync(Compiled.From([source]));
        var ids = string.Join(' ', found.Where(one => one.Id != "PH0099").Select(one => one.Id));
        Assert.True(ids == expected, $"expected '{expected}' in {source}\nfound {string.Join('\n', found)}");
    }
}
