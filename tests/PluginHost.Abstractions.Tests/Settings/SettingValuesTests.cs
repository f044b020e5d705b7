using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingValuesTests
{
    private static readonly Setting<string> Host = Setting.Required("host");
    private static readonly Setting<int> Port = Setting.Integer("port", 9090, 1, 65535);
    private static readonly Setting<string> Pin = Setting.Secret("pin");
    private static readonly Setting<TimeSpan> First =
        Setting.Duration("first", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    private static readonly Setting<ISettings> Timeouts = Setting.Group("timeouts", First);

    private static readonly Setting[] Declared = [Host, Port, Pin, Timeouts];

    [Fact]
    public void Read_AnyTreeAgainstAnySettings_NeverThrowsAndEveryErrorHasThePlaceOfANode() =>
        Prop.ForAll(SettingTrees.Declared, SettingTrees.Node, (declared, node) =>
        {
            var errors = new List<SettingError>();

            var values = SettingValues.Read(declared, node, errors);

            var places = Places(node).ToHashSet();
            Assert.All(errors, error => Assert.Contains((error.File, error.Line, error.Column), places));
            Assert.All(declared, setting => values.Has(setting));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_Everything_GivesTypedValues()
    {
        var values = Read(
            out var errors,
            ("host", SettingNode.Scalar("10.0.0.2")),
            ("port", SettingNode.Scalar("4000")),
            ("pin", SettingNode.Scalar("01234")),
            ("timeouts", SettingNode.Map([KeyValuePair.Create(SettingNode.Scalar("first"), SettingNode.Scalar("350ms"))])));

        Assert.Empty(errors);
        Assert.Equal("10.0.0.2", values.Get(Host));
        Assert.Equal(4000, values.Get(Port));
        Assert.Equal("01234", values.Get(Pin));
        Assert.Equal(TimeSpan.FromMilliseconds(350), values.Get(Timeouts).Get(First));
        Assert.True(values.Get(Timeouts).Has(First));
    }

    [Fact]
    public void Read_OnlyRequired_GivesDefaults()
    {
        var values = Read(out var errors, ("host", SettingNode.Scalar("10.0.0.2")));

        Assert.Empty(errors);
        Assert.Equal(9090, values.Get(Port));
        Assert.Equal("", values.Get(Pin));
        Assert.Equal(TimeSpan.FromSeconds(5), values.Get(Timeouts).Get(First));
        Assert.False(values.Has(Port));
        Assert.False(values.Has(Timeouts));
        Assert.False(values.Get(Timeouts).Has(First));
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllWithPlaces()
    {
        Read(
            out var errors,
            ("prot", SettingNode.Scalar("1", line: 3, column: 9)),
            ("port", SettingNode.Scalar("70000", line: 4, column: 9)),
            ("port", SettingNode.Scalar("1", line: 5, column: 9)),
            ("pin", SettingNode.List([], line: 6, column: 9)),
            ("timeouts", SettingNode.Map(
                [KeyValuePair.Create(SettingNode.Scalar("fisrt", line: 8, column: 5), SettingNode.Scalar("5s"))], 7, 3)));

        Assert.Equal(
            [
                new SettingError("unknown setting 'prot' (did you mean 'port'?)", 0, 0),
                new SettingError("port: expected a whole number from 1 to 65535", 4, 9),
                new SettingError("setting 'port' is given twice", 0, 0),
                new SettingError("pin: expected a text", 6, 9),
                new SettingError("unknown setting 'fisrt' (did you mean 'first'?)", 8, 5),
                new SettingError("setting 'host' is missing", 1, 1),
            ],
            errors);
    }

    [Fact]
    public void Read_NoMap_IsOneError()
    {
        var errors = new List<SettingError>();

        var values = SettingValues.Read(Declared, SettingNode.Scalar("x", line: 2, column: 4), errors);

        Assert.Equal([new SettingError("expected a map of settings", 2, 4)], errors);
        Assert.Equal(9090, values.Get(Port));
    }

    [Fact]
    public void Read_Nothing_ReportsTheMissingAtItsPlace()
    {
        var errors = new List<SettingError>();

        SettingValues.Read(Declared, SettingNode.Scalar("", line: 2, column: 4), errors);

        Assert.Equal([new SettingError("setting 'host' is missing", 2, 4)], errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    public void Read_TextWithoutValue_IsEmptyAndNotGiven(string nothing)
    {
        var values = Read(out var errors, ("host", SettingNode.Scalar("h")), ("pin", SettingNode.Scalar(nothing)));

        Assert.Empty(errors);
        Assert.Equal("", values.Get(Pin));
        Assert.False(values.Has(Pin));
    }

    [Fact]
    public void Read_QuotedNull_IsThatText()
    {
        var values = Read(out _, ("host", SettingNode.Scalar("h")), ("pin", SettingNode.Scalar("null", quoted: true)));

        Assert.Equal("null", values.Get(Pin));
        Assert.True(values.Has(Pin));
    }

    [Fact]
    public void Read_RequiredWithoutValue_IsOneErrorAtTheValue()
    {
        Read(out var errors, ("host", SettingNode.Scalar("~", line: 3, column: 9)));

        Assert.Equal([new SettingError("host: must not be empty", 3, 9)], errors);
    }

    [Fact]
    public void Read_MistakeInASecret_DoesNotShowIt()
    {
        Read(
            out var errors,
            ("host", SettingNode.Scalar("h")),
            ("pin", SettingNode.Map([KeyValuePair.Create("hunter2", "hunter2")])),
            ("port", SettingNode.Scalar("hunter2")));

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.DoesNotContain("hunter2", error.Message));
    }

    [Fact]
    public void Read_TwoSettingsOfOneName_ThrowsNamingIt()
    {
        var mistake = Assert.Throws<ArgumentException>(
            () => SettingValues.Read([Setting.Text("host"), Setting.Text("host")], SettingNode.Map([]), []));

        Assert.Contains("'host' is declared twice", mistake.Message);
    }

    [Fact]
    public void From_SeveralMistakes_ThrowsListingAll()
    {
        var mistake = Assert.Throws<ArgumentException>(
            () => SettingValues.From(Declared, new() { ["port"] = "x", ["hots"] = "y" }));

        Assert.Contains("port: expected", mistake.Message);
        Assert.Contains("did you mean 'host'", mistake.Message);
        Assert.Contains("'host' is missing", mistake.Message);
    }

    [Fact]
    public void Get_NotDeclared_Throws()
    {
        var values = SettingValues.From(Declared, new() { ["host"] = "h" });

        Assert.Throws<ArgumentException>(() => values.Get(First));
        Assert.Throws<ArgumentException>(() => values.Has(First));
    }

    private static SettingValues Read(out List<SettingError> errors, params (string Key, SettingNode Value)[] entries)
    {
        errors = [];
        return SettingValues.Read(
            Declared,
            SettingNode.Map([.. entries.Select(e => KeyValuePair.Create(SettingNode.Scalar(e.Key), e.Value))], 1, 1),
            errors);
    }

    private static IEnumerable<(string? File, int Line, int Column)> Places(SettingNode node) =>
        node.Items.Concat(node.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }))
            .Concat(node.Content is { } content ? [content] : [])
            .SelectMany(Places)
            .Prepend((node.File, node.Line, node.Column));

    [Fact]
    public void Find_GivenSetting_IsItsNodeWithItsPlace()
    {
        var errors = new List<SettingError>();
        var values = SettingValues.Read(
            [Port, Pin],
            SettingNode.Map([KeyValuePair.Create(SettingNode.Scalar("port"), SettingNode.Scalar("80", line: 7, column: 11))]),
            errors);

        Assert.Equal((7, 11), (values.Find(Port)!.Line, values.Find(Port)!.Column));
        Assert.Null(values.Find(Pin));
        Assert.Throws<ArgumentException>(() => values.Find(First));
    }
}
