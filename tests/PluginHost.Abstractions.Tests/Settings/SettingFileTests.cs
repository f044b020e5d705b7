namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingFileTests
{
    private static readonly Setting<int> Level = Setting.Integer("level", 40, 0, 100);
    private static readonly Setting<string> Pin = Setting.Secret("pin");
    private static readonly Setting<ISettings> Devices = Setting.File("devices_file", "More settings.", Level, Pin);

    [Fact]
    public void Read_PathWithContent_GivesWhatStandsInTheFile()
    {
        var values = Read(Path.WithContent(SettingNode.Of(("level", SettingNode.Scalar("7")))), out var errors);

        Assert.Empty(errors);
        Assert.Equal(7, values.Get(Devices).Get(Level));
        Assert.False(values.Get(Devices).Has(Pin));
        Assert.Equal("lights.yaml", values.Find(Devices)!.Text);
    }

    [Fact]
    public void Read_NotGiven_GivesDefaults()
    {
        var errors = new List<SettingError>();

        Assert.Equal(40, SettingValues.Read([Devices], SettingNode.Map([]), errors).Get(Devices).Get(Level));
        Assert.Equal(40, Read(SettingNode.Scalar(""), out var more).Get(Devices).Get(Level));
        Assert.Empty(errors.Concat(more));
    }

    [Fact]
    public void Read_MistakesInTheFile_NameTheFile()
    {
        var content = SettingNode.Map(
            [
                KeyValuePair.Create(SettingNode.Scalar("level", line: 1, column: 1), SettingNode.Scalar("101", line: 1, column: 8)),
                KeyValuePair.Create(SettingNode.Scalar("levle", line: 2, column: 1), SettingNode.Scalar("1", line: 2, column: 8)),
            ],
            1,
            1).In("house/lights.yaml");

        Read(Path.WithContent(content), out var errors);

        Assert.Equal(
            [
                new SettingError("level: expected a whole number from 0 to 100", 1, 8) { File = "house/lights.yaml" },
                new SettingError("unknown setting 'levle' (did you mean 'level'?)", 2, 1) { File = "house/lights.yaml" },
            ],
            errors);
    }

    [Fact]
    public void Read_PathThatNobodyRead_IsAnErrorWithoutThePath()
    {
        Read(Path, out var errors);

        Assert.Equal(
            [new SettingError("devices_file: the file it names was not read; only settings of a configuration file can name one", 3, 5)], errors);
        Assert.Throws<ArgumentException>(() => SettingValues.From([Devices], new() { ["devices_file"] = "lights.yaml" }));
    }

    [Fact]
    public void Read_NoPath_IsAnError()
    {
        Read(SettingNode.Of(("level", SettingNode.Scalar("7"))), out var errors);

        Assert.Equal("devices_file: expected the path of a file", Assert.Single(errors).Message);
    }

    [Fact]
    public void File_WithRequiredMember_IsRequiredItself()
    {
        Assert.False(Devices.IsRequired);
        Assert.True(Setting.File("f", "", Setting.RequiredSecret("pin")).IsRequired);
    }

    [Fact]
    public void In_LeavesTheContentInItsOwnFile()
    {
        var tree = SettingNode.List([Path.WithContent(SettingNode.Map([]).In("inner.yaml"))]).In("outer.yaml");

        Assert.Equal(("outer.yaml", "outer.yaml", "inner.yaml"), (tree.File, tree.Items[0].File, tree.Items[0].Content!.File));
        Assert.Equal((3, 5), (tree.Items[0].Line, tree.Items[0].Column));
    }

    private static SettingNode Path => SettingNode.Scalar("lights.yaml", line: 3, column: 5);

    private static SettingValues Read(SettingNode node, out List<SettingError> errors)
    {
        errors = [];
        return SettingValues.Read([Devices], SettingNode.Of(("devices_file", node)), errors);
    }
}
