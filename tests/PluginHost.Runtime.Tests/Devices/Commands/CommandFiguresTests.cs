using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Runtime.Tests.Devices.Commands;

public sealed class CommandFiguresTests
{
    private readonly CommandFigures _figures = new();

    [Fact]
    public void Read_WithoutCommands_HasNoTimes() => Assert.Equal(new CommandCounts(0, 0, null, null), _figures.Read());

    [Fact]
    public void Read_CountsFailuresAndTimesCompletedOnes()
    {
        for (var i = 1; i <= 100; i++)
        {
            Count(CommandAnswerStatus.Completed, i);
        }

        Count(CommandAnswerStatus.Busy, 5_000);

        Assert.Equal(new CommandCounts(101, 1, 51, 100), _figures.Read());
    }

    [Fact]
    public void Read_TimesTheLast256Only()
    {
        Count(CommandAnswerStatus.Completed, 9_000);
        for (var i = 0; i < 256; i++)
        {
            Count(CommandAnswerStatus.Completed, 7);
        }

        Assert.Equal(new CommandCounts(257, 0, 7, 7), _figures.Read());
    }

    private void Count(CommandAnswerStatus status, double milliseconds) =>
        _figures.Count(new CommandAnswer(1, status, "", TimeSpan.FromMilliseconds(milliseconds)));
}
