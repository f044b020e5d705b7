using PluginHost.Lint.Compiling;
using PluginHost.Lint.Gate;
using PluginHost.Lint.Scripts;
using PluginHost.Lint.Tests.Gate;
using PluginHost.Testing;

namespace PluginHost.Lint.Tests.Scripts;

public sealed class CompilerTurnTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _begun = new(0);
    private readonly FakeTimeProvider _clock = new();
    private readonly DriverCompiler _compiler;

    public CompilerTurnTests() => _compiler = new DriverCompiler(
        new DriverGate([new CallingAnalyzer(() =>
        {
            _begun.Release();
            _go.Wait();
        })]),
        Patience,
        _clock);

    [Fact]
    public async Task SecondScript_WaitsForTheFirst()
    {
        var first = BuildAsync(TestContext.Current.CancellationToken);
        Assert.True(await _begun.WaitAsync(Patience));
        var second = BuildAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _begun.CurrentCount);

        _go.Release(2);

        Assert.NotNull((await first).Assembly);
        Assert.NotNull((await second).Assembly);
    }

    [Fact]
    public async Task CancelledScript_ThrowsAtOnce_AndTheNextHasItsTurn()
    {
        using var stop = new CancellationTokenSource();
        var first = BuildAsync(stop.Token);
        Assert.True(await _begun.WaitAsync(Patience));
        var waiting = BuildAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _go.Release(2);
        Assert.NotNull((await BuildAsync(TestContext.Current.CancellationToken)).Assembly);
    }

    [Fact]
    public async Task ScriptThatTakesTooLong_IsRefused()
    {
        var build = BuildAsync(TestContext.Current.CancellationToken);
        Assert.True(await _begun.WaitAsync(Patience));

        _clock.Advance(Patience);

        Assert.Contains("not compiled within 30 seconds", (await build).Refusal, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _go.Release(10);
        _compiler.Dispose();
    }

    private Task<DriverBuild> BuildAsync(CancellationToken stop) =>
        _compiler.BuildAsync("lamp", new SourceFile(Script.Path, Drivers.Clean), GateLevel.Warning, stop);
}
