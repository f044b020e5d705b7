using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Slots;

public sealed class SlotNotGivenBackTests
{
    [Theory]
    // Something fails before the release.
    [InlineData("[|_gate.Wait()|]; _socket.Send(b); _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync(ct)|]; await _stream!.WriteAsync(b, ct); _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync().ConfigureAwait(false)|]; var n = await SendAsync(b); _gate.Release(); Use(n);", "await [|_gate.WaitAsync()|].ConfigureAwait(false); var n = await SendAsync(b); _gate.Release(); Use(n);")]
    [InlineData("await [|_gate.WaitAsync()|]; if (b.Length == 0) { _gate.Release(); return; } await SendAsync(b); _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync()|]; try { await SendAsync(b); } catch (TimeoutException) { _gate.Release(); throw; } _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync()|]; try { await SendAsync(b); } catch (SocketException e) when (e.ErrorCode == 1) { _gate.Release(); throw; } _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync()|]; await SendAsync(b); try { await SendAsync(b); } finally { _gate.Release(); }")]
    [InlineData("if (!await [|_gate.WaitAsync(500)|]) { return; } await SendAsync(b); _gate.Release();")]
    [InlineData("if ([|_gate.Wait(500)|]) { _socket.Send(b); _gate.Release(); }")]
    [InlineData("var got = await [|_gate.WaitAsync(500)|]; if (!got) throw new TimeoutException(); await SendAsync(b); _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync()|]; await SendAsync(b); Unlock();")]
    [InlineData("foreach (var one in b) { await [|_gate.WaitAsync()|]; await SendAsync(b); _gate.Release(); }")]
    [InlineData("var gate = _gate; await [|gate.WaitAsync()|]; await SendAsync(b); gate.Release();")]
    [InlineData("var gate = _gates.GetOrAdd(\"x\", _ => new SemaphoreSlim(1)); await [|gate.WaitAsync()|]; await SendAsync(b); gate.Release();")]
    // It is left too early.
    [InlineData("await [|_gate.WaitAsync()|]; if (b.Length == 0) return; Use(1); _gate.Release();")]
    [InlineData("[|_gate.Wait()|]; switch (b.Length) { case 0: return; case 1: _gate.Release(); break; default: _gate.Release(); return; }")]
    [InlineData("[|_gate.Wait()|]; if (_stream == null) throw new InvalidOperationException(\"not connected\"); Use(2); _gate.Release();")]
    [InlineData("await [|_gate.WaitAsync()|]; try { await SendAsync(b); _gate.Release(); } catch (Exception) { Use(3); }")]
    [InlineData("while (true) { await [|_gate.WaitAsync()|]; if (b.Length == 0) break; _gate.Release(); }")]
    // In other functions.
    [InlineData("await Task.Run(async () => { await [|_gate.WaitAsync()|]; await SendAsync(b); _gate.Release(); });")]
    [InlineData("await Core(); async Task Core() { await [|_gate.WaitAsync()|]; await SendAsync(b); _gate.Release(); }")]
    public Task LostOnSomePath_IsReported(string body, string? marked = null) => ReportsAsync(marked ?? body);

    [Theory]
    [InlineData("await _gate.WaitAsync(); try { await SendAsync(b); } finally { _gate.Release(); }")]
    [InlineData("_gate.Wait(); try { _socket.Send(b); } finally { Unlock(); }")]
    [InlineData("var taken = false; try { await _gate.WaitAsync(); taken = true; await SendAsync(b); } finally { if (taken) { _gate.Release(); } }")]
    [InlineData("await _gate.WaitAsync(); try { await SendAsync(b); _gate.Release(); } catch { _gate.Release(); throw; }")]
    [InlineData("await _gate.WaitAsync(); try { await SendAsync(b); } catch (Exception e) { Use(e.HResult); } _gate.Release();")]
    [InlineData("if (!await _gate.WaitAsync(500)) { throw new TimeoutException(); } try { await SendAsync(b); } finally { _gate.Release(); }")]
    [InlineData("if (_gate.Wait(0)) { try { _socket.Send(b); } finally { _gate.Release(); } }")]
    [InlineData("var got = _gate.Wait(0); try { if (got) _socket.Send(b); } finally { if (got) _gate.Release(); }")]
    [InlineData("var got = _gate.Wait(0); if (got == false) return; Use(1); _gate.Release();")]
    [InlineData("await _gate.WaitAsync(); using (new Releaser(_gate)) { await SendAsync(b); }")]
    [InlineData("await _gate.WaitAsync(); using var slot = new Releaser(_gate); await SendAsync(b); Unlock();")]
    [InlineData("await _gate.WaitAsync(); _ = SendAsync(b).ContinueWith(_ => _gate.Release());")]
    [InlineData("await _gate.WaitAsync(); _ = Task.Run(async () => { try { await SendAsync(b); } finally { _gate.Release(); } });")]
    [InlineData("await _gate.WaitAsync(); await SendAndReleaseAsync(b);")]
    [InlineData("_gate.Wait(); var n = b.Length; _gate.Release(); await SendAsync(b); Use(n);")]
    [InlineData("_gate?.Wait(); try { _socket.Send(b); } finally { _gate?.Release(); }")]
    [InlineData("try { await _gate.WaitAsync(); await SendAsync(b); } finally { _gate.Release(); }")]
    // Not held: a signal, or handed on.
    [InlineData("await _signal.WaitAsync(); await SendAsync(b); _signal.Release();")]
    [InlineData("await _slots.WaitAsync(); await SendAsync(b);")]
    [InlineData("await _slots.WaitAsync(); try { await SendAsync(b); } catch { _slots.Release(); throw; }")]
    [InlineData("if (!_gate.Wait(0)) { await SlowAsync(false, b); return; } if (b.Length > 9) { await SlowAsync(true, b); return; } try { await SendAsync(b); } finally { _gate.Release(); }")]
    // Nothing that fails by the network.
    [InlineData("_gate.Wait(); Use(1); _list.Add(b); _gate.Release();")]
    [InlineData("await _gate.WaitAsync(); await File.WriteAllBytesAsync(\"x\", b); _gate.Release();")]
    [InlineData("await _gate.WaitAsync(); await _log.WriteLineAsync(\"x\"); _gate.Release();")]
    public Task GivenBackOrNotHeld_IsSilent(string body) => ReportsAsync(body);

    [Theory]
    [InlineData("void M(Socket s, byte[] b) { [|_gate.Wait()|]; s.Send(b); _gate.Release(); }")]
    [InlineData("void M(byte[] b) { _gate.Wait(); if (b.Length == 0) return; _gate.Release(); }")]
    [InlineData("void M(Stream file, byte[] b) { _gate.Wait(); file.Write(b, 0, 1); _gate.Release(); }")]
    [InlineData("Stream _to; async Task M(byte[] b) { await [|_gate.WaitAsync()|]; await _to.WriteAsync(b); await FillAsync(b); _gate.Release(); } async Task FillAsync(byte[] b) { var at = 0; while (at < b.Length) at += await _to.ReadAsync(b, at, 1); }")]
    [InlineData("Stream _to; async Task M(byte[] b) { await _gate.WaitAsync(); try { await _to.WriteAsync(b); await _to.ReadAsync(b); } finally { _gate.Release(); } }")]
    [InlineData("Stream _to; async Task M(byte[] b) { await _gate.WaitAsync(); await _to.WriteAsync(b); _gate.Release(); }")]
    [InlineData("Stream _file; async Task M(byte[] b) { await _gate.WaitAsync(); await _file.WriteAsync(b); await _file.ReadAsync(b); _gate.Release(); }")]
    public Task TypeWithoutConnection_CountsOnlyWhereOneIsUsed(string member) => new SlotNotGivenBackRule().ReportsAsync(
        "PH0012", $"class Worker {{ private readonly SemaphoreSlim _gate = new(1, 1); {member} }}");

    [Theory]
    [InlineData("partial class Link { private readonly SemaphoreSlim _gate = new(1); } partial class Link { private TcpClient _tcp = new(); public void Send(byte[] b) { [|_gate.Wait()|]; _tcp.GetStream().Write(b, 0, 1); _gate.Release(); } }")]
    [InlineData("record Link(TcpClient Tcp) { static readonly SemaphoreSlim Gate = new(1); public async Task Send(byte[] b) { await [|Gate.WaitAsync()|]; await Tcp.GetStream().WriteAsync(b); Gate.Release(); } }")]
    [InlineData("class Link(NetworkStream stream) { private SemaphoreSlim Gate { get; } = new(1); public async Task Send(byte[] b) { await [|Gate.WaitAsync()|]; await stream.WriteAsync(b); Gate.Release(); } }")]
    [InlineData("class Pool { private readonly SemaphoreSlim _slots = new(4); public async Task<TcpClient> RentAsync() { await _slots.WaitAsync(); var tcp = new TcpClient(); try { await tcp.ConnectAsync(\"h\", 1); return tcp; } catch { tcp.Dispose(); _slots.Release(); throw; } } public void Return(TcpClient tcp) { tcp.Dispose(); _slots.Release(); } }")]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver {
            private readonly SemaphoreSlim _gate = new(1, 1);
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                await [|_gate.WaitAsync()|];
                var stream = await attempt.Transports.ConnectAsync("h", 1, deadline);
                _gate.Release();
                throw new NotSupportedException(); } }
        """)]
    public Task OtherTypes_AreLookedAt(string source) => new SlotNotGivenBackRule().ReportsAsync("PH0012", source);

    [Fact]
    public async Task Message_SaysWhereItIsLost()
    {
        var failing = await new SlotNotGivenBackRule().ReportsAsync("PH0012", "class L { SemaphoreSlim _g = new(1);\nvoid M(Socket s, byte[] b) { [|_g.Wait()|];\ns.Send(b); _g.Release(); } }");
        Assert.Equal("'_g' is not given back when 'Send' fails in line 3", failing[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Single(failing[0].AdditionalLocations);
        var leaving = await new SlotNotGivenBackRule().ReportsAsync("PH0012", "class L { Socket s; SemaphoreSlim _g = new(1);\nvoid M(bool b) { [|_g.Wait()|];\nif (b) return; _g.Release(); } }");
        Assert.Equal("'_g' is not given back when line 3 leaves", leaving[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault() => await new SlotNotGivenBackRule().RunAsync(
        Compiled.From(["class C { SemaphoreSlim _g = new(1); Socket _s; void M( { _g.Wait(; if ( { _s.Send() } _g.Release(; } int P { get { _g.Wait(); return _s.Send(null); _g.Release() } } }"]));

    private static Task ReportsAsync(string body) => new SlotNotGivenBackRule().ReportsAsync(
        "PH0012",
        $$"""
        class Link
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private NetworkStream? _stream;
            private readonly StreamWriter _log = new("file.txt");
            private readonly List<byte[]> _list = new();
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly SemaphoreSlim _signal = new(0);
            private readonly SemaphoreSlim _slots = new(4);
            private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

            public async Task M(byte[] b, CancellationToken ct)
            {
                await Task.Yield();
                {{body}}
            }

            public void GiveBack() => _slots.Release();
            private void Unlock() { _gate.Release(); }
            private async Task<int> SendAsync(byte[] b) => await _socket.SendAsync(b);
            private async Task SendAndReleaseAsync(byte[] b) { try { await SendAsync(b); } finally { _gate.Release(); } }
            private async Task SlowAsync(bool isHeld, byte[] b) { if (!isHeld) { await _gate.WaitAsync(); } try { await SendAsync(b); } finally { _gate.Release(); } }
            private void Use(int n) => Console.WriteLine(n);
            private sealed class Releaser(SemaphoreSlim gate) : IDisposable { public void Dispose() => gate.Release(); }
        }
        """);
}
