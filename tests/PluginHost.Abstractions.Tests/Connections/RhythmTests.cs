using PluginHost.Abstractions.Tests.Timing;

namespace PluginHost.Abstractions.Tests.Connections;

public sealed class RhythmTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_TurnWithoutAnswer_IsDone()
    {
        var turns = 0;
        var rhythm = Rhythm.Every("state", Second, _ =>
        {
            turns++;
            return Task.CompletedTask;
        });

        Assert.Equal(RhythmTurn.Done, await TurnAsync(rhythm));
        Assert.Equal(1, turns);
        Assert.Null(RhythmTurn.Done.Next);
    }

    [Fact]
    public async Task Every_MethodThatAnswers_KeepsItsAnswer()
    {
        var rhythm = Rhythm.Every("state", Second, AnswerAsync);

        Assert.Equal(TimeSpan.FromSeconds(30), (await TurnAsync(rhythm)).Next);

        static Task<RhythmTurn> AnswerAsync(Deadline deadline) => Task.FromResult(RhythmTurn.NextIn(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Limit_IsTenSecondsUnlessSet()
    {
        var rhythm = Rhythm.Every("state", Second, _ => Task.CompletedTask);

        Assert.Equal(10 * Second, rhythm.Limit);
        Assert.Equal(90 * Second, (rhythm with { Limit = 90 * Second }).Limit);
        Assert.Throws<ArgumentOutOfRangeException>(() => rhythm with { Limit = TimeSpan.Zero });
    }

    [Fact]
    public void Every_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rhythm.Every("state", TimeSpan.FromMilliseconds(9), _ => Task.CompletedTask));
        Assert.Throws<ArgumentException>(() => Rhythm.Every(" ", Second, _ => Task.CompletedTask));
        Assert.Throws<ArgumentOutOfRangeException>(() => RhythmTurn.NextIn(TimeSpan.FromMilliseconds(9)));
    }

    private static async Task<RhythmTurn> TurnAsync(Rhythm rhythm)
    {
        using var deadline = new DeadlineSource(new ManualTime()).Start(rhythm.Limit);
        return await rhythm.TurnAsync(deadline);
    }
}
