namespace PluginHost.Abstractions.Tests.Timing;

public sealed class ReadBudgetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0, 1, 1, "First")]
    [InlineData(1, -1, 1, "Next")]
    [InlineData(1, 1, 0, "Overall")]
    public void New_TimeNotAboveZero_Throws(int first, int next, int overall, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => new ReadBudget(first * Second, next * Second, overall * Second));

    [Fact]
    public void With_EndlessTime_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ReadBudget(Second, Second, Second) with { Overall = Timeout.InfiniteTimeSpan });

    [Fact]
    public void New_LongerThanATimerCanWait_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("Overall", () => new ReadBudget(Second, Second, TimeSpan.MaxValue));
}
