using PluginHost.Lint.Gate;

namespace PluginHost.Lint.Tests.Gate;

public sealed class TroubledRuleTests
{
    [Fact]
    public async Task RuleThatThrows_IsNotVerified()
    {
        var outcome = await Drivers.ExamineAsync(
            new DriverGate([new CallingAnalyzer(() => throw new InvalidOperationException("on purpose"))]), Drivers.Clean, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.NotVerified, outcome.Verdict);
        Assert.Contains("on purpose", Assert.Single(outcome.Reasons, reason => reason.Id == "AD0001").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RuleThatNeverEnds_IsNotVerifiedWhenTheTimeIsOver()
    {
        using var limit = new CancellationTokenSource();
        using var end = new ManualResetEventSlim();
        try
        {
            var outcome = await Drivers.ExamineAsync(
                new DriverGate([new CallingAnalyzer(() =>
                {
                    limit.Cancel();
                    end.Wait();
                })]),
                Drivers.Clean,
                limit.Token);

            Assert.Equal(Verdict.NotVerified, outcome.Verdict);
            Assert.Contains("ended before it was finished", Assert.Single(outcome.Reasons).Message, StringComparison.Ordinal);
        }
        finally
        {
            end.Set();
        }
    }

    [Fact]
    public async Task TimeThatIsOverBeforehand_IsNotVerified()
    {
        var outcome = await Drivers.ExamineAsync(new DriverGate(), Drivers.Clean, new CancellationToken(canceled: true));

        Assert.Equal(Verdict.NotVerified, outcome.Verdict);
    }
}
