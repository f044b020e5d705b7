using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

public sealed class BackoffClockTests
{
    [Fact]
    public void Next_DoublesUpToCap()
    {
        var clock = new BackoffClock();

        var pauses = Enumerable.Range(0, 7).Select(_ => clock.Next(new Backoff(), 0.5).TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
    }

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(1, 1.1)]
    public void Next_AtEndsOfChance_DiffersByJitter(double chance, double expected) =>
        Assert.Equal(expected, new BackoffClock().Next(new Backoff(), chance).TotalSeconds, 6);

    [Fact]
    public void Next_AfterThousandFailures_StaysAtCap()
    {
        var clock = new BackoffClock();
        for (var i = 0; i < 1_000; i++)
        {
            clock.Next(new Backoff(), 0.5);
        }

        Assert.Equal(30, clock.Next(new Backoff(), 0.5).TotalSeconds);
        Assert.Equal(1_002, clock.Attempt);
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        var clock = new BackoffClock();
        clock.Longest(new Backoff(), 0.5);
        clock.Reset();

        Assert.Equal((1, 1), (clock.Attempt, clock.Next(new Backoff(), 0.5).TotalSeconds));
    }

    [Fact]
    public void Longest_IsCap() => Assert.Equal(30, new BackoffClock().Longest(new Backoff(), 0.5).TotalSeconds);
}
