namespace PluginHost.Runtime.Tests.Configuration;

public sealed class YamlReaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Theory]
    [InlineData("", "1:1: the file is empty; expected 'devices:'")]
    [InlineData("# nothing yet\n", "1:1: the file is empty; expected 'devices:'")]
    [InlineData("~", "1:1: the file is empty; expected 'devices:'")]
    [InlineData("&z", "1:1: the file is empty; expected 'devices:'")]
    [InlineData("devices:\n\t- id: a\n", "2:1: a tab stands in the indentation; use blanks")]
    [InlineData("host:\n  data: d\n\tlint: off\n", "3:1: a tab stands in the indentation; use blanks")]
    [InlineData("host:\n  data: d\n lint: off\n", "3:2: expected 'key: value' here; check the indentation of this line and the quotes before it")]
    [InlineData("devices:\n  - id: a\n - id: b\n", "3:2: expected 'key: value' here; check the indentation of this line and the quotes before it")]
    [InlineData("host:\n  data d\n  lint: off\n", "3:7: a ':' makes no key here; put a value with ': ' in it in quotes, or check the line before")]
    [InlineData("host:\n  data: a: b\n", "2:10: a ':' makes no key here; put a value with ': ' in it in quotes, or check the line before")]
    [InlineData("host:\n  data: \"d\n", "2:9: a quote is opened here and never closed")]
    [InlineData("host:\n  data: 'it's'\n", "2:13: expected 'key: value' here; check the indentation of this line and the quotes before it")]
    [InlineData("host:\n  data: @d\n", "2:9: a value cannot start with this character; put it in quotes")]
    [InlineData("host:\n  data: \"C:\\data\"\n", "2:9: unknown escape after '\\' in double quotes; write '\\\\' or use single quotes")]
    [InlineData("host: {token: ${env:T}}\n", "1:16: expected ',' or '}' here; inside { } a placeholder must stand in quotes")]
    [InlineData("host:\n  data: \"\\UFFFFFFFF\"\n", "2:20: this is not valid YAML; check indentation, quotes and brackets here and before")]
    [InlineData("host: {}\n---\ndevices: []\n", "2:1: a second document starts here; only one is allowed")]
    [InlineData("host:\n  data: a\n  data: b\n", "3:3: the key 'data' is given twice, in lines 2 and 3")]
    [InlineData("host:\n  data: !secret d\n", "2:9: tags such as '!secret' are not supported; write ${env:NAME} or ${file:PATH}")]
    [InlineData("host:\n  data: *d\n", "2:9: the alias '*d' has no finished anchor '&d' before it")]
    [InlineData("host: &h\n  plugins: [*h]\n", "2:13: the alias '*h' has no finished anchor '&h' before it")]
    [InlineData("devices:\n  - <<: twice\n    id: a\n    driver: beacon\n", "2:9: '<<' takes a map or a list of maps")]
    [InlineData("? [a]\n: b\n", "1:3: a key must be a text that is not empty")]
    public void Read_BadYaml_NamesPlaceAndRemedy(string yaml, string expected)
    {
        Assert.Equal(expected, ConfigurationFolder.Places(_folder.Load(yaml).Errors));
    }

    [Fact]
    public void Read_TooDeep_IsRefusedAtTheLevel()
    {
        var loaded = _folder.Load("host: " + new string('[', 500_000));

        Assert.Equal("1:71: nested deeper than 64 levels", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_AliasesThatStandForMillions_AreRefused()
    {
        var levels = Enumerable.Range(1, 20).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var loaded = _folder.Load("a0: &a0 x\n" + string.Concat(levels));

        Assert.Contains("6:38: more than 100000 values, aliases counted with what they stand for", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_AliasesNestedInAliases_CountTheirDepth()
    {
        var levels = Enumerable.Range(1, 80).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n");

        var loaded = _folder.Load("a0: &a0 x\n" + string.Concat(levels));

        Assert.Contains("nested deeper than 64 levels", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_MergeKeyAndAlias_FillWhatIsNotGiven()
    {
        var loaded = _folder.Load("""
            devices:
              - &first
                id: a
                driver: meter
                settings: &common {host: h, port: 1}
              - <<: *first
                id: b
                settings:
                  <<: [*common]
                  port: 2
            """);

        Assert.Empty(loaded.Errors);
        Assert.Equal("meter", loaded.Devices[1].Driver);
        Assert.Equal("h", loaded.Devices[1].Settings.Find("host")!.Text);
        Assert.Equal("2", loaded.Devices[1].Settings.Find("port")!.Text);
    }

    [Fact]
    public void Read_Scalars_KeepQuotesAndPlaces()
    {
        var settings = _folder.Load("devices:\n- id: a\n  driver: beacon2\n  settings:\n    x: 'true'\n    y: true\n").Devices[0].Settings;

        Assert.True(settings.Find("x")!.IsQuoted);
        Assert.False(settings.Find("y")!.IsQuoted);
        Assert.Equal((6, 8), (settings.Find("y")!.Line, settings.Find("y")!.Column));
    }

    [Fact]
    public void Read_NotUtf8_NamesThePlaceOfTheByte()
    {
        var loaded = _folder.Load([.. "host:\n  data: "u8, 0xE9, .. "t\u00e9\n"u8]);

        Assert.Equal("2:9: this is not UTF-8 text; save the file as UTF-8", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_NulCharacter_IsRefusedInsteadOfEndingTheFile()
    {
        var loaded = _folder.Load("host: {}\nde\0vices: []\n");

        Assert.Equal("2:3: the control character U+0000 is not allowed", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        var loaded = _folder.Load([0xEF, 0xBB, 0xBF, .. "hsot: {}\n"u8]);

        Assert.Equal("1:1: unknown key 'hsot' (did you mean 'host'?)", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Read_LargerThanOneMebibyte_IsRefused()
    {
        var loaded = _folder.Load("# " + new string('x', 1024 * 1024));

        Assert.Equal($"{_folder.File}: the file is larger than 1024 KiB", Assert.Single(loaded.Errors).ToString());
    }

    public void Dispose() => _folder.Dispose();
}
