namespace PluginHost.Abstractions.Tests.Settings;

public sealed class SettingMapTests
{
    private static readonly Setting<int> Module = Setting.RequiredInteger("module", 1, 16);
    private static readonly Setting<int> Output = Setting.RequiredInteger("output", 1, 8);
    private static readonly Setting<string> Label = Setting.Text("display_name");
    private static readonly Setting<IReadOnlyList<SettingEntry>> Lights = Setting.Map("lights", "The lights.", Module, Output, Label);

    [Fact]
    public void Read_Entries_AreTypedInTheirOrder()
    {
        var lights = Read(out var errors, Entry("stairs", 4, ("module", "2"), ("output", "8")), Entry("attic", 5, ("module", "1"), ("output", "3"), ("display_name", "Attic")));

        Assert.Empty(errors);
        Assert.Equal(["stairs", "attic"], lights.Select(light => light.Key.Text));
        Assert.Equal([(2, 8, ""), (1, 3, "Attic")], lights.Select(light => (light.Settings.Get(Module), light.Settings.Get(Output), light.Settings.Get(Label))));
        Assert.Equal([(4, 3), (5, 3)], lights.Select(light => (light.Key.Line, light.Key.Column)));
        Assert.Equal([(4, 20), (5, 20)], lights.Select(light => (light.Node.Line, light.Node.Column)));
    }

    [Fact]
    public void Read_NotGiven_IsEmpty()
    {
        Assert.Empty(SettingValues.Read([Lights], SettingNode.Map([]), []).Get(Lights));
        Assert.False(Lights.IsRequired);
    }

    [Fact]
    public void Read_MistakesInSeveralEntries_AreAllToldWithEntryAndPlace()
    {
        Read(
            out var errors,
            Entry("hall", 3, ("module", "1"), ("output", "9")),
            Entry("stairs", 4, ("modul", "1"), ("output", "x")),
            KeyValuePair.Create(SettingNode.Scalar("attic", line: 5, column: 3), SettingNode.Scalar("on", line: 5, column: 10)),
            Entry("hall", 6, ("module", "2"), ("output", "1")));

        Assert.Equal(
            [
                new SettingError("lights: hall: output: expected a whole number from 1 to 8", 3, 31),
                new SettingError("lights: stairs: unknown setting 'modul' (did you mean 'module'?)", 4, 21),
                new SettingError("lights: stairs: output: expected a whole number from 1 to 8", 4, 31),
                new SettingError("lights: stairs: setting 'module' is missing", 4, 20),
                new SettingError("lights: attic: expected a map of settings", 5, 10),
                new SettingError("lights: hall: is given twice", 6, 3),
            ],
            errors);
    }

    [Fact]
    public void Read_NoMap_IsOneError()
    {
        var errors = new List<SettingError>();
        SettingValues.Read([Lights], SettingNode.Of(("lights", SettingNode.Scalar("hall", line: 2, column: 9))), errors);

        Assert.Equal([new SettingError("lights: expected a map", 2, 9)], errors);
    }

    [Fact]
    public void Read_MapWithinAMap_NamesBothKeys()
    {
        var rooms = Setting.Map("rooms", "", Lights);
        var errors = new List<SettingError>();
        SettingValues.Read(
            [rooms],
            SettingNode.Of(("rooms", SettingNode.Of(("cellar", SettingNode.Of(("lights", SettingNode.Of(("lamp", SettingNode.Of(("module", SettingNode.Scalar("1")))))))))))
                .In("rooms.yaml"),
            errors);

        Assert.Equal("rooms: cellar: lights: lamp: setting 'output' is missing", Assert.Single(errors).Message);
        Assert.Equal("rooms.yaml", errors[0].File);
    }

    [Fact]
    public void Map_MembersOfOneName_Throws() =>
        Assert.Throws<ArgumentException>(() => Setting.Map("m", "", Setting.Text("a"), Setting.Flag("a", false)));

    private static IReadOnlyList<SettingEntry> Read(out List<SettingError> errors, params KeyValuePair<SettingNode, SettingNode>[] entries)
    {
        errors = [];
        return SettingValues.Read([Lights], SettingNode.Of(("lights", SettingNode.Map(entries, 2, 3))), errors).Get(Lights);
    }

    private static KeyValuePair<SettingNode, SettingNode> Entry(string key, int line, params (string Key, string Value)[] members) => KeyValuePair.Create(
        SettingNode.Scalar(key, line: line, column: 3),
        SettingNode.Map(
            [
                .. members.Select((member, index) => KeyValuePair.Create(
                    SettingNode.Scalar(member.Key, line: line, column: 21 + (index * 10)),
                    SettingNode.Scalar(member.Value, line: line, column: 21 + (index * 10)))),
            ],
            line,
            20));
}
