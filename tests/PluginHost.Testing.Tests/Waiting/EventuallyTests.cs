namespace PluginHost.Testing.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task True_ConditionHoldsLater_Returns()
    {
        int asked = 0;

        await Eventually.TrueAsync(() => ++asked == 5, "the fifth question");

        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task True_AsynchronousConditionHoldsLater_Returns()
    {
        int asked = 0;

        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Yield();
                return ++asked == 3;
            },
            "the third question");

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task True_ConditionNeverHolds_ThrowsWithDescriptionAndWhatItWas()
    {
        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.TrueAsync(() => false, "the lamp is on", TimeSpan.FromMilliseconds(20), () => "broken"));

        Assert.Contains("the lamp is on", failure.Message, StringComparison.Ordinal);
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task True_BoundOfZero_AsksOnce()
    {
        await Eventually.TrueAsync(() => true, "anything", TimeSpan.Zero);

        await Assert.ThrowsAsync<TimeoutException>(() => Eventually.TrueAsync(() => false, "anything", TimeSpan.Zero));
    }

    [Fact]
    public async Task True_ConditionThrows_PassesItOn()
        => await Assert.ThrowsAsync<InvalidDataException>(
            () => Eventually.TrueAsync(new Func<bool>(() => throw new InvalidDataException()), "anything"));
}
