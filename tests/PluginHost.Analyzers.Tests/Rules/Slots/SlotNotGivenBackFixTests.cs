using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Slots;

public sealed class SlotNotGivenBackFixTests
{
    [Fact]
    public Task LinesAndComments_StayAsTheyAre() => FixesAsync(
        """
        class Link
        {
            private readonly SemaphoreSlim _gate = new(1);
            public async Task SendAsync(NetworkStream stream, byte[] b)
            {
                // One at a time.
                await _gate.WaitAsync(); // may take a while

                // Head and body.
                await stream.WriteAsync(
                    b.AsMemory(0, 4)); // head
                if (b.Length > 4)
                {
                    await stream.WriteAsync(b.AsMemory(4));
                }

                _gate.Release();
                Console.WriteLine("sent");
            }
        }
        """,
        """
        class Link
        {
            private readonly SemaphoreSlim _gate = new(1);
            public async Task SendAsync(NetworkStream stream, byte[] b)
            {
                // One at a time.
                await _gate.WaitAsync(); // may take a while

                try
                {
                    // Head and body.
                    await stream.WriteAsync(
                        b.AsMemory(0, 4)); // head
                    if (b.Length > 4)
                    {
                        await stream.WriteAsync(b.AsMemory(4));
                    }
                }
                finally
                {
                    _gate.Release();
                }
                Console.WriteLine("sent");
            }
        }
        """);

    [Theory]
    [InlineData("_gate.Wait(); s.Send(b); _gate.Release();", "_gate.Wait(); try { s.Send(b); } finally { _gate.Release(); }")]
    [InlineData("_gate.Wait(); if (b.Length == 0) { _gate.Release(); return 0; } s.Send(b); _gate.Release(); return 1;", "_gate.Wait(); try { if (b.Length == 0) { return 0; } s.Send(b); } finally { _gate.Release(); } return 1;")]
    [InlineData("_gate.Wait(); var n = s.Send(b); _gate.Release(); return n;", "_gate.Wait(); try { var n = s.Send(b); return n; } finally { _gate.Release(); }")]
    [InlineData("_gate.Wait(); try { s.Send(b); } catch (TimeoutException) { _gate.Release(); throw; } _gate.Release();", "_gate.Wait(); try { try { s.Send(b); } catch (TimeoutException) { throw; } } finally { _gate.Release(); }")]
    [InlineData("if (!_gate.Wait(5)) return 0; s.Send(b); _gate.Release();", "if (!_gate.Wait(5)) return 0; try { s.Send(b); } finally { _gate.Release(); }")]
    [InlineData("if (!await _gate.WaitAsync(5).ConfigureAwait(false)) { throw new TimeoutException(); } s.Send(b); _gate.Release();", "if (!await _gate.WaitAsync(5).ConfigureAwait(false)) { throw new TimeoutException(); } try { s.Send(b); } finally { _gate.Release(); }")]
    [InlineData("if (_gate.Wait(5)) { s.Send(b); _gate.Release(); }", "if (_gate.Wait(5)) { try { s.Send(b); } finally { _gate.Release(); } }")]
    [InlineData("foreach (var one in b) { await _gate.WaitAsync(); if (one == 0) continue; s.Send(b); _gate.Release(); }", "foreach (var one in b) { await _gate.WaitAsync(); try { if (one == 0) continue; s.Send(b); } finally { _gate.Release(); } }")]
    [InlineData("_gate.Wait(); try { s.Send(b); _gate.Release(); } catch (Exception e) { Console.WriteLine(e); }", "_gate.Wait(); try { try { s.Send(b); } catch (Exception e) { Console.WriteLine(e); } } finally { _gate.Release(); }")]
    public Task WhatIsHeld_GoesIntoATry(string before, string after) => FixesAsync(Link(before), Link(after));

    [Fact]
    public Task FixAll_RepairsEach() => new SlotNotGivenBackRule().FixesAllAsync(
        new SlotNotGivenBackFixer(),
        Link("_gate.Wait(); s.Send(b); _gate.Release(); await _gate.WaitAsync(); s.Receive(b); _gate.Release();"),
        Link("_gate.Wait(); try { s.Send(b); } finally { _gate.Release(); } await _gate.WaitAsync(); try { s.Receive(b); } finally { _gate.Release(); }"));

    [Theory]
    [InlineData("var got = _gate.Wait(5); if (!got) return 0; s.Send(b); _gate.Release();")]
    [InlineData("_gate.Wait(); s.Send(b); _ = Task.Run(() => { _gate.Release(); });")]
    [InlineData("_gate.Wait(); s.Send(b); Unlock();")]
    [InlineData("_gate.Wait(); s.Send(b); try { s.Send(b); } finally { _gate.Release(); }")]
    public Task OtherShapes_AreOfferedNoFix(string body) => new SlotNotGivenBackRule().OffersNoFixAsync(new SlotNotGivenBackFixer(), Link(body));

    private static Task FixesAsync(string before, string after) => new SlotNotGivenBackRule().FixesAsync(new SlotNotGivenBackFixer(), before, after);

    private static string Link(string body) =>
        $"class Link {{ private readonly SemaphoreSlim _gate = new(1); private void Unlock() => _gate.Release(); public async Task<int> M(Socket s, byte[] b) {{ await Task.Yield(); {{ {body} }} return 9; }} }}";
}
