namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingExceptionTests
{
    [Fact]
    public void OneMistake_HasItsPlaceAndFile()
    {
        var mistake = new SettingException(SettingNode.Scalar("12", line: 4, column: 9).In("relays.yaml"), "relay 12 is used twice");

        Assert.Equal([new SettingError("relay 12 is used twice", 4, 9) { File = "relays.yaml" }], mistake.Mistakes);
        Assert.Equal([new SettingError("no sense", 0, 0)], new SettingException(null, "no sense").Mistakes);
    }

    [Fact]
    public void SeveralMistakes_AreAllInTheMessage()
    {
        var given = new List<SettingError> { new("a is used twice", 1, 2), new("b is used twice", 3, 4) };
        var mistakes = new SettingException(given);
        given.Clear();

        Assert.Equal("a is used twice; b is used twice", mistakes.Message);
        Assert.Equal([(1, 2), (3, 4)], mistakes.Mistakes.Select(one => (one.Line, one.Column)));
        Assert.Null(mistakes.Node);
    }

    [Fact]
    public void NoMistake_IsRefused() => Assert.Throws<ArgumentException>(() => new SettingException([]));
}
