using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.SwallowedCleanup;

/// <summary>A close that must fail, as tests have it: the handler takes what was wanted.</summary>
public sealed class ExpectedFailureTests
{
    private const string Kit = "static class Assert { public static void Fail(string why) { } public static void IsTrue(bool ok, string why) { } } ";

    [Theory]
    [InlineData("class C { void CloseTwiceTest(Socket s) { try { s.Close(); Assert.IsTrue(false, \"must throw\"); } catch (SocketException) { } } }")]
    [InlineData("class C { void CloseTwiceTest(Socket s) { try { s.Close(); Assert.Fail(\"must throw\"); } catch (SocketException) { } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); Fail(); } catch (SocketException) { } } static void Fail() { } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); throw new InvalidOperationException(); } catch (SocketException) { } } }")]
    [InlineData("class C { async Task CloseTest(WebSocket w) { try { await w.CloseAsync(WebSocketCloseStatus.Empty, null, default); Assert.Fail(\"must throw\"); } catch (WebSocketException) { } } }")]
    public Task Report_CloseThatMustFail_IsSilent(string source) => new SwallowedCleanupRule().ReportsAsync("PH0003", Kit + source);

    [Theory]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); Debug.Assert(!s.Connected); } [|catch|] (SocketException) { } } }")]
    [InlineData("class C { void Close(Socket s) { Assert.IsTrue(s.Connected, \"open\"); try { s.Close(); } [|catch|] (SocketException) { } } }")]
    public Task Report_CheckThatWantsNoFailure_IsFound(string source) => new SwallowedCleanupRule().ReportsAsync("PH0003", Kit + source);

    [Fact]
    public async Task UnresolvedAssertion_CountsToo() => Assert.DoesNotContain(
        await new SwallowedCleanupRule().RunAsync(Compiled.From(["class C { void CloseTest(Socket s) { try { s.Close(); Check.AssertTrue(false); } catch (SocketException) { } } }"])),
        one => one.Id == "PH0003");
}
