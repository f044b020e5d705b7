namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingTests
{
    public enum Mode
    {
        Off = 7,
        PerPoll = -3,
        Http2 = 40,
        Alias = PerPoll,
    }

    [Theory]
    [InlineData("off", Mode.Off)]
    [InlineData("per-poll", Mode.PerPoll)]
    [InlineData("alias", Mode.PerPoll)]
    [InlineData("http2", Mode.Http2)]
    public void Choice_NonContiguousAndAliasedValues_ReadsEachName(string written, Mode expected)
    {
        var mode = Setting.Choice("mode", Mode.Off);

        Assert.Equal(expected, Read(mode, SettingNode.Scalar(written)));
        Assert.Equal(expected, Read(mode, SettingNode.Scalar(written, quoted: true)));
    }

    [Fact]
    public void Choice_AnotherText_NamesTheChoices()
    {
        var error = ErrorOf(Setting.Choice("mode", Mode.Off), SettingNode.Scalar("perpoll"));

        Assert.Equal("mode: expected one of off, http2, per-poll, alias (did you mean 'per-poll'?)", error);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Flag_Plain_IsRead(string written, bool expected) =>
        Assert.Equal(expected, Read(Setting.Flag("on", !expected), SettingNode.Scalar(written)));

    [Theory]
    [InlineData("yes", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    [InlineData("true", true)]
    public void Flag_AnythingElse_IsRefused(string written, bool quoted) =>
        Assert.Equal("on: expected true or false", ErrorOf(Setting.Flag("on", true), SettingNode.Scalar(written, quoted)));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("+80", 80)]
    public void Integer_InRange_IsRead(string written, int expected) =>
        Assert.Equal(expected, Read(Setting.Integer("port", 9, 1, 65535), SettingNode.Scalar(written)));

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("99999999999999")]
    [InlineData("")]
    public void Integer_AnythingElse_IsRefusedAndDefaults(string written)
    {
        var port = Setting.Integer("port", 9, 1, 65535);

        Assert.Equal("port: expected a whole number from 1 to 65535", ErrorOf(port, SettingNode.Scalar(written)));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("2.01")]
    [InlineData("1,5")]
    public void Number_OutOfRangeOrNoNumber_IsRefused(string written) =>
        Assert.Equal("gain: expected a number from -2 to 2", ErrorOf(Setting.Number("gain", 0, -2, 2), SettingNode.Scalar(written)));

    [Fact]
    public void Number_InRange_IsRead() =>
        Assert.Equal(-1.5, Read(Setting.Number("gain", 0, -2, 2), SettingNode.Scalar("-1.5")));

    [Theory]
    [InlineData("5s", false)]
    [InlineData("5s", true)]
    public void Duration_PlainOrQuoted_IsRead(string written, bool quoted) =>
        Assert.Equal(
            TimeSpan.FromSeconds(5),
            Read(Setting.Duration("first", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1)), SettingNode.Scalar(written, quoted)));

    [Theory]
    [InlineData("5")]
    [InlineData("NaNs")]
    [InlineData("∞s")]
    [InlineData("61s")]
    [InlineData("-1s")]
    [InlineData("")]
    public void Duration_OutOfRangeOrNoDuration_IsRefused(string written)
    {
        var first = Setting.Duration("first", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));

        Assert.Equal(
            "first: expected a duration from 10ms to 1m, such as 350ms, 5s or 2m",
            ErrorOf(first, SettingNode.Scalar(written)));
    }

    [Fact]
    public void Group_WithoutRequiredMember_IsOptional() => Assert.False(Setting.Group("g", Setting.Text("a")).IsRequired);

    [Fact]
    public void Group_WithRequiredMember_IsRequiredItself()
    {
        var group = Setting.Group("g", Setting.Text("a"), Setting.Required("b"));

        Assert.True(group.IsRequired);
        var errors = new List<SettingError>();
        SettingValues.Read([group], SettingNode.Map([], 3, 1), errors);
        Assert.Equal([new SettingError("setting 'g' is missing", 3, 1)], errors);
    }

    [Fact]
    public void Group_GivenWithoutItsRequiredMember_NamesTheMember()
    {
        var group = Setting.Group("g", Setting.Required("b"));

        Assert.Equal("setting 'b' is missing", ErrorOf(group, SettingNode.Map([], 4, 1)));
        Assert.Equal("setting 'b' is missing", ErrorOf(group, SettingNode.Scalar("~")));
    }

    [Fact]
    public void Group_MembersOfOneName_Throws() =>
        Assert.Throws<ArgumentException>(() => Setting.Group("g", Setting.Text("a"), Setting.Secret("a")));

    [Fact]
    public void RequiredSecret_IsBothAndMustNotBeEmpty()
    {
        var password = Setting.RequiredSecret("password", "The installer's.");

        Assert.True(password.IsRequired && password.IsSecret);
        Assert.Equal("hunter2", Read(password, SettingNode.Scalar("hunter2")));
        Assert.Equal("password: must not be empty", ErrorOf(password, SettingNode.Scalar("")));
        Assert.Equal("password: must not be empty", ErrorOf(password, SettingNode.Scalar("", quoted: true)));
    }

    [Fact]
    public void RequiredInteger_NotGiven_IsMissing()
    {
        var errors = new List<SettingError>();
        SettingValues.Read([Setting.RequiredInteger("output", 1, 8)], SettingNode.Map([], 2, 3), errors);

        Assert.Equal([new SettingError("setting 'output' is missing", 2, 3)], errors);
        Assert.Equal("output: expected a whole number from 1 to 8", ErrorOf(Setting.RequiredInteger("output", 1, 8), SettingNode.Scalar("9")));
    }

    [Fact]
    public void Tree_Map_IsGivenAsItStands()
    {
        var node = SettingNode.Map([KeyValuePair.Create("a", "1")]);

        Assert.Same(node, Read(Setting.Tree("lights"), node));
    }

    [Fact]
    public void Tree_Nothing_IsAnEmptyMap()
    {
        var tree = Read(Setting.Tree("lights"), SettingNode.Scalar(""));

        Assert.Equal(SettingNodeKind.Map, tree.Kind);
        Assert.Empty(tree.Entries);
    }

    [Fact]
    public void Tree_AnythingElse_IsRefused() =>
        Assert.Equal("lights: expected a map", ErrorOf(Setting.Tree("lights"), SettingNode.Scalar("x")));

    private static T Read<T>(Setting<T> setting, SettingNode node)
    {
        var errors = new List<SettingError>();
        var values = SettingValues.Read([setting], Around(setting, node), errors);
        Assert.Empty(errors);
        return values.Get(setting);
    }

    private static string ErrorOf<T>(Setting<T> setting, SettingNode node)
    {
        var errors = new List<SettingError>();
        SettingValues.Read([setting], Around(setting, node), errors);
        return Assert.Single(errors).Message;
    }

    private static SettingNode Around(Setting setting, SettingNode node) =>
        SettingNode.Map([KeyValuePair.Create(SettingNode.Scalar(setting.Name), node)]);
}
