using PluginHost.Runtime.Plugins.Generations;


namespace PluginHost.Runtime.Tests.Plugins.Generations;

public sealed class GuardedCallTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task RunAsync_CallReturns_GivesItsValueFromAThreadOfItsOwn()
    {
        var outcome = await GuardedCall.RunAsync("test", () => Thread.CurrentThread.Name!, Limit, TimeProvider.System);

        Assert.Equal(new GuardedOutcome<string>("test", null, false), outcome);
    }

    [Fact]
    public async Task RunAsync_CallThrows_GivesTypeAndMessage()
    {
        var outcome = await GuardedCall.RunAsync<string>("test", () => throw new FormatException("bad"), Limit, TimeProvider.System);

        Assert.Equal(new GuardedOutcome<string>(null, "System.FormatException: bad", false), outcome);
    }

    [Fact]
    public async Task RunAsync_MessageThrowsToo_SaysSo()
    {
        var outcome = await GuardedCall.RunAsync<string>("test", () => throw new UnreadableException(), Limit, TimeProvider.System);

        Assert.Contains("its message cannot be read (System.NotSupportedException)", outcome.Error);
    }

    [Fact]
    public async Task RunAsync_CallHangs_IsGivenUpAtTheLimit()
    {
        using var release = new ManualResetEventSlim();
        var time = new SteppedTime();
        var call = GuardedCall.RunAsync(
            "test",
            () =>
            {
                release.Wait();
                return "late";
            },
            Limit,
            time);
        Assert.False(call.IsCompleted);

        await time.PassAsync(Limit);
        var outcome = await call;
        release.Set();

        Assert.Equal(new GuardedOutcome<string>(null, "it did not return within 5 s", false), outcome);
    }

    [Fact]
    public async Task RunAsync_CallerHasAsyncLocal_DoesNotFlowIntoTheCall()
    {
        var local = new AsyncLocal<string?> { Value = "caller" };

        var outcome = await GuardedCall.RunAsync("test", () => local.Value ?? "nothing", Limit, TimeProvider.System);

        Assert.Equal("nothing", outcome.Value);
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
