using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class SettingFileTests : IDisposable
{
    private const string House = """
        devices:
          - id: a
            driver: cabinet
            settings:
              host: h
              devices_file: lights.yaml
        """;

    private readonly ConfigurationFolder _folder = new() { Drivers = new CabinetKnowledge() };

    [Fact]
    public void Load_FileNamed_GivesWhatStandsInIt()
    {
        _folder.Write("lights.yaml", "lights:\n  hall: {output: 2}\n  attic: {output: 1}\n");

        var loaded = _folder.Load(House);

        Assert.Empty(loaded.Errors);
        Assert.Equal("hall=2 attic=1", CabinetKnowledge.LightsOf(loaded.Devices[0]));
        Assert.Equal("lights.yaml", loaded.Devices[0].Settings.Find("devices_file")!.Text);
    }

    [Fact]
    public void Load_MistakesInBothFiles_ListsAllWithTheirFiles()
    {
        _folder.Write("lights.yaml", "light:\n  hall: {output: 2}\nlights:\n  hall: {output: 9}\n  attic: {outptu: 1}\n");

        var loaded = _folder.Load(House.Replace("host: h", "hots: h", StringComparison.Ordinal));

        Assert.Equal(
            [
                $"{_folder.File}:5:7: unknown setting 'hots' (did you mean 'host'?)",
                $"{_folder.File}:5:7: setting 'host' is missing",
                $"{_folder.At("lights.yaml")}:1:1: unknown setting 'light' (did you mean 'lights'?)",
                $"{_folder.At("lights.yaml")}:4:18: lights: hall: output: expected a whole number from 1 to 8",
                $"{_folder.At("lights.yaml")}:5:10: lights: attic: setting 'output' is missing",
                $"{_folder.At("lights.yaml")}:5:11: lights: attic: unknown setting 'outptu' (did you mean 'output'?)",
            ],
            loaded.Errors.Select(error => error.ToString()));
        Assert.Equal(["a"], loaded.WrongDevices);
    }

    [Fact]
    public void Load_PlanWithSeveralMistakes_ListsAllWithTheirFiles()
    {
        _folder.Write("lights.yaml", "lights:\n  hall: {output: 2}\n  attic: {output: 1}\n  stairs: {output: 2}\n");

        var loaded = _folder.Load(House + "\n      lights: {porch: {output: 1}}\n");

        Assert.Equal(
            [$"{_folder.At("lights.yaml")}:3:10: attic: its output is used twice", $"{_folder.At("lights.yaml")}:4:11: stairs: its output is used twice"],
            loaded.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Load_TwoDevicesNameOneFile_BothHaveItAndAMistakeIsToldOnce()
    {
        var two = House + "\n  - {id: b, driver: cabinet, settings: {host: h, devices_file: ./lights.yaml}}\n";
        _folder.Write("lights.yaml", "lights: {hall: {output: 2}}\n");
        var right = _folder.Load(two);
        _folder.Write("lights.yaml", "lights: {hall: {output: 0}}\n");
        var wrong = _folder.Load(two);

        Assert.Empty(right.Errors);
        Assert.Equal(["hall=2", "hall=2"], right.Devices.Select(CabinetKnowledge.LightsOf));
        Assert.Equal("lights: hall: output: expected a whole number from 1 to 8", Assert.Single(wrong.Errors).Message);
        Assert.Equal(["a", "b"], wrong.WrongDevices.Order());
    }

    [Theory]
    [InlineData("missing.yaml", "6:21: devices_file: the file 'missing.yaml' does not exist")]
    [InlineData("folder", "6:21: devices_file: the file 'folder' is a folder; expected a regular file")]
    [InlineData("large.yaml", "6:21: devices_file: the file 'large.yaml' is larger than 1024 KiB")]
    [InlineData("\"a\\0b\"", "6:21: devices_file: a path cannot hold a NUL character")]
    [InlineData("{lights: {}}", "6:21: devices_file: expected the path of a file")]
    [InlineData("''", "6:21: devices_file: expected the path of a file")]
    [InlineData("${env:NOWHERE}", "6:21: the environment variable 'NOWHERE' is not set")]
    public void Load_PathThatLeadsNowhere_IsAnErrorAtThePath(string path, string expected)
    {
        Directory.CreateDirectory(_folder.At("folder"));
        _folder.Write("large.yaml", new string('#', (1024 * 1024) + 1));

        var loaded = _folder.Load(House.Replace("lights.yaml", path, StringComparison.Ordinal));

        Assert.Equal(expected, ConfigurationFolder.Places(loaded.Errors));
        Assert.Equal(["a"], loaded.WrongDevices);
    }

    [Theory]
    [InlineData("", "1:1: the file is empty; expected 'lights:'")]
    [InlineData("lights: {hall: 'x}\n", "1:16: a quote is opened here and never closed")]
    [InlineData("lights:\n\thall: 1\n", "2:1: a tab stands in the indentation; use blanks")]
    [InlineData("lights: {}\nlights: {}\n", "2:1: the key 'lights' is given twice, in lines 1 and 2")]
    [InlineData("[lights]\n", "1:1: expected a map of settings")]
    [InlineData("note: ${env:NOWHERE}\n", "1:7: the environment variable 'NOWHERE' is not set")]
    [InlineData("lights: {a: {output: '${env:NOWHERE}'}}\n", "1:22: the environment variable 'NOWHERE' is not set")]
    public void Load_FileThatIsNoSettings_IsOneErrorInTheFile(string content, string expected)
    {
        _folder.Write("lights.yaml", content);

        var error = Assert.Single(_folder.Load(House).Errors);

        Assert.Equal($"{_folder.At("lights.yaml")}:{expected}", error.ToString());
    }

    [Fact]
    public void Load_PlaceholdersAndSecretsInTheFile_AreResolvedAndMasked()
    {
        _folder.Environment["NOTE"] = "note-from-env";
        _folder.Write("pin", "pin-from-file\n");
        Directory.CreateDirectory(_folder.At("more"));
        _folder.Write("more/lights.yaml", "note: ${env:NOTE}\npin: ${file:pin}\nlights: {hall: {output: 1, code: code-in-a-map}}\n");

        var loaded = _folder.Load(House.Replace("lights.yaml", "more/lights.yaml", StringComparison.Ordinal));

        Assert.Empty(loaded.Errors);
        Assert.Equal("pin-from-file", loaded.Devices[0].Settings.Find("devices_file")!.Content!.Find("pin")!.Text);
        Assert.Equal("*** *** ***", _folder.Secrets.Mask("note-from-env pin-from-file code-in-a-map"));
    }

    [Fact]
    public void Load_SecretInThePath_IsMaskedInTheMessage()
    {
        _folder.Environment["NAME"] = "hidden-name";
        _folder.Write("hidden-name", "lights: 1\n");

        var errors = _folder.Load(House.Replace("lights.yaml", "${env:NAME}", StringComparison.Ordinal)).Errors;
        var missing = _folder.Load(House.Replace("lights.yaml", "${env:NAME}2", StringComparison.Ordinal)).Errors;

        Assert.Equal($"{_folder.At("***")}:1:9: lights: expected a map", Assert.Single(errors).ToString());
        Assert.Equal("devices_file: the file '***2' does not exist", Assert.Single(missing).Message);
    }

    [Fact]
    public void ReadFiles_DriverThatComesLater_ReadsThemThen()
    {
        var drivers = new CabinetKnowledge { IsLoaded = false };
        using var folder = new ConfigurationFolder { Drivers = drivers };
        folder.Write("lights.yaml", "lights: {hall: {output: 2}}\n");
        var before = folder.Load(House);
        Assert.Null(before.Devices[0].Settings.Find("devices_file")!.Content);

        drivers.IsLoaded = true;
        var errors = new ErrorList();
        before.Devices[0].ReadFiles(CabinetKnowledge.Settings, errors);

        Assert.True(errors.IsEmpty);
        Assert.Equal("hall=2", CabinetKnowledge.LightsOf(before.Devices[0]));
        Assert.True(ConfigurationChanges.Between(before, folder.Open().Load()).IsEmpty);
    }

    [Fact]
    public void ReadFiles_Again_TellsTheMistakesAgain()
    {
        _folder.Write("lights.yaml", "lights: {hall: {output: '${env:NOWHERE}'}}\n");
        var device = _folder.Load(House).Devices[0];
        var (once, twice) = (new ErrorList(), new ErrorList());

        device.ReadFiles(CabinetKnowledge.Settings, once);
        device.ReadFiles(CabinetKnowledge.Settings, twice);

        Assert.Single(once.Found);
        Assert.Equal(once.Found, twice.Found);
    }

    [Fact]
    public void ReadFiles_DriverForWhichItIsAText_LeavesItsPath()
    {
        _folder.Write("lights.yaml", "lights: {hall: {output: 2}}\n");
        var device = _folder.Load(House).Devices[0];
        var text = Setting.Text("devices_file");

        var values = SettingValues.Read([Setting.Text("host"), text], device.ReadFiles([text], new ErrorList()), []);

        Assert.Equal("lights.yaml", values.Get(text));
    }

    [Fact]
    public void Between_FileChanged_TouchesOnlyTheDevicesThatNameIt()
    {
        var three = House + "\n  - {id: b, driver: cabinet, settings: {host: h, devices_file: other.yaml}}\n  - {id: c, driver: cabinet, settings: {host: h}}\n";
        _folder.Write("lights.yaml", "lights: {hall: {output: 2}}\n");
        _folder.Write("other.yaml", "lights: {hall: {output: 2}}\n");
        var before = _folder.Load(three);
        _folder.Write("other.yaml", "# the same, said otherwise\nlights:\n  hall: {output: 2}\n");
        _folder.Write("lights.yaml", "lights: {hall: {output: 3}}\n");

        var changes = ConfigurationChanges.Between(before, _folder.Open().Load());

        Assert.Equal("a", Assert.Single(changes.Changed).New.Id);
        Assert.Empty(changes.Added.Concat(changes.Removed));
    }

    public void Dispose() => _folder.Dispose();
}
