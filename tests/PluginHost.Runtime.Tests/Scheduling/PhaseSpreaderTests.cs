using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Tests.Scheduling;

public sealed class PhaseSpreaderTests
{
    [Fact]
    public void FirstDelay_AnyCountAndInterval_IsWithinTheInterval()
    {
        var cases = Gen.Choose(1, 200).Zip(Gen.Choose(1, int.MaxValue)).ToArbitrary();
        Prop.ForAll(cases, @case =>
        {
            var spreader = new PhaseSpreader(new ManualTime());
            var interval = TimeSpan.FromTicks(@case.Item2);
            return Enumerable.Range(0, @case.Item1)
                .Select(_ => spreader.FirstDelay(interval))
                .All(delay => delay > TimeSpan.Zero && delay <= interval);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FirstDelay_AnyNumberOfActivities_LeavesNoGapOfTwiceTheEvenOne()
    {
        var interval = TimeSpan.FromMilliseconds(350);
        Prop.ForAll(Gen.Choose(2, 5_000).ToArbitrary(), count =>
        {
            var spreader = new PhaseSpreader(new ManualTime());
            var gaps = Gaps(Enumerable.Range(0, count).Select(_ => spreader.FirstDelay(interval).Ticks), interval);
            var even = interval.Ticks / (double)count;
            return gaps.Max() < 2 * even && gaps.Min() > 0.3 * even;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FirstDelay_ActivitiesStartingAtAnyMoment_AreSpreadAllTheSame()
    {
        const int Count = 100;
        var interval = TimeSpan.FromSeconds(2);
        var time = new ManualTime();
        var random = new Random(3);
        var spreader = new PhaseSpreader(time);
        var phases = new List<long>();
        for (var i = 0; i < Count; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 7_000)));
            phases.Add((time.GetTimestamp() + spreader.FirstDelay(interval).Ticks) % interval.Ticks);
        }

        var even = interval.Ticks / (double)Count;
        Assert.True(Gaps(phases, interval).Max() < 2 * even);
    }

    [Fact]
    public void FirstDelay_OtherIntervalsInBetween_DoNotDisturbTheSpread()
    {
        const int Count = 200;
        var interval = TimeSpan.FromMilliseconds(350);
        var spreader = new PhaseSpreader(new ManualTime());
        var delays = new List<long>();
        for (var i = 0; i < Count; i++)
        {
            delays.Add(spreader.FirstDelay(interval).Ticks);
            for (var other = 1; other <= 12; other++)
            {
                spreader.FirstDelay(TimeSpan.FromSeconds(other));
            }
        }

        Assert.True(Gaps(delays, interval).Max() < 2 * interval.Ticks / (double)Count);
    }

    [Fact]
    public void FirstDelay_SameRequests_GetTheSamePhases()
    {
        TimeSpan[] intervals = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)];
        var first = new PhaseSpreader(new ManualTime());
        var second = new PhaseSpreader(new ManualTime());
        Assert.Equal(intervals.Select(first.FirstDelay), intervals.Select(second.FirstDelay));
    }

    [Fact]
    public void FirstDelay_NoInterval_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseSpreader(new ManualTime()).FirstDelay(TimeSpan.Zero));

    /// <summary>The gaps between neighbours, the one over the end of the interval included.</summary>
    private static List<long> Gaps(IEnumerable<long> points, TimeSpan interval)
    {
        var sorted = points.Order().ToList();
        var next = sorted.Skip(1).Append(sorted[0] + interval.Ticks);
        return [.. sorted.Zip(next, (left, right) => right - left)];
    }
}
