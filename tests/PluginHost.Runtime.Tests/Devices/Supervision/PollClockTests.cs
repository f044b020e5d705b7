using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

public sealed class PollClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Clock_BeforeFirstPoll_IsDueAndNotFresh()
    {
        var clock = new PollClock(_time);

        Assert.Equal((true, false, TimeSpan.Zero), (clock.IsDue, clock.IsFresh, clock.FreshLeft));
    }

    [Fact]
    public void Succeeded_CountsIntervalFromStartOfPoll()
    {
        var clock = new PollClock(_time);
        clock.Succeeded(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(7), clock.UntilDue);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.True(clock.IsDue);
    }

    [Fact]
    public void Succeeded_LongerThanInterval_IsDueAtOnceAndStillFresh()
    {
        var clock = new PollClock(_time);
        clock.Succeeded(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));

        Assert.True(clock.IsDue);
        Assert.Equal(TimeSpan.FromSeconds(30), clock.FreshLeft);
    }

    [Fact]
    public void IsFresh_ForThreeIntervals()
    {
        var clock = new PollClock(_time);
        clock.Succeeded(TimeSpan.FromSeconds(10), TimeSpan.Zero);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(clock.IsFresh);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(clock.IsFresh);
    }
}
