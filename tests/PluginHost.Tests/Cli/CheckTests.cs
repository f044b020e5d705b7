using System.Text.Json;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class CheckTests : IDisposable
{
    private readonly HouseFolder _folder = new();

    [Fact]
    public async Task Check_WrongFile_NamesEveryMistakeWithItsPlace()
    {
        _folder.Configure("""
            host:
              lisen: http://127.0.0.1:0
            devices:
              - id: lamp
                driver: toi
              - id: lamp
                driver: toy
                settings: { port: many }
            """);

        var outcome = await _folder.RunAsync("check");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(outcome.Errors, line => line.StartsWith("./pluginhost.yaml:2:3: ", StringComparison.Ordinal) || line.StartsWith("pluginhost.yaml:2:3: ", StringComparison.Ordinal));
        Assert.Contains("did you mean 'listen'?", outcome.ErrorText, StringComparison.Ordinal);
        Assert.True(outcome.Errors.Count >= 4, outcome.ErrorText);
        Assert.Contains("device lamp: wrong", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FileOfSettings_NamesItsMistakesAndItsDevices()
    {
        Directory.CreateDirectory(_folder.PathOf("more"));
        await File.WriteAllTextAsync(_folder.PathOf("more", "parts.yaml"), "parts:\n  arm: {number: 9}\n  leg: {nubmer: 1}\n");
        _folder.Configure($"devices:\n{HouseFolder.Toy("lamp", 1, ", parts_file: more/parts.yaml")}{HouseFolder.Toy("second", 1)}");

        var outcome = await _folder.RunAsync("check");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            [
                "more/parts.yaml:2:17: parts: arm: number: expected a whole number from 1 to 8",
                "more/parts.yaml:3:8: parts: leg: setting 'number' is missing",
                "more/parts.yaml:3:9: parts: leg: unknown setting 'nubmer' (did you mean 'number'?)",
            ],
            outcome.Errors);
        Assert.Contains("device lamp: wrong", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("device second: ok", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Https_PointsToTheKeyForAProxysAddress()
    {
        _folder.Configure("host:\n  listen: https://127.0.0.1:8420\n");

        var outcome = await _folder.RunAsync("check");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("host.public_urls", Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PublicUrls_AreCheckedLikeTheRest()
    {
        _folder.Configure("host:\n  public_urls: [https://home.example, home.example]\n");
        var wrong = await _folder.RunAsync("check");
        _folder.Configure("host:\n  public_urls: [https://home.example]\n  token: some-long-token\n");
        var right = await _folder.RunAsync("check");

        Assert.Equal((2, 0), (wrong.ExitCode, right.ExitCode));
        Assert.Contains("pluginhost.yaml:2:16: public_urls: 'home.example': expected a URL", wrong.ErrorText, StringComparison.Ordinal);
        Assert.Empty(right.Errors);
    }

    [Fact]
    public async Task Check_BrokenPlugin_IsFoundThoughTheFileIsRight()
    {
        _folder.AddPlugin("tests/SinPlugins/ThrowingConstructor", "more");
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1), "  plugins: [plugins, more, missing]\n");

        var outcome = await _folder.RunAsync("check");

        Assert.Contains("there is no folder 'missing'", outcome.ErrorText, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("plugin toy: ok", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("plugin throwingconstructor: failed", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("device lamp: ok", outcome.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("data")));
    }

    [Fact]
    public async Task Run_WrongFile_StartsNothing()
    {
        _folder.ConfigureDevices("  - id: lamp\n    driver: toy\n    settings: { port: 70000 }\n");

        var outcome = await _folder.RunAsync("run");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("pluginhost.yaml:6:", outcome.ErrorText, StringComparison.Ordinal);
        Assert.Contains("setting 'host' is missing", outcome.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NotLoopbackWithoutToken_IsRefused()
    {
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        var outcome = await _folder.RunAsync("run", "--listen", "http://0.0.0.0:0");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("token", outcome.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_Toy_HoldsItsSettings()
    {
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        var outcome = await _folder.RunAsync("schema");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", JsonElement.Parse(outcome.Text).GetProperty("$schema").GetString());
        Assert.Contains("Name or address of the toy.", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_Toy_MergesByIdentityAndPrintsEntriesThatCanBeUsed()
    {
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        var outcome = await _folder.RunAsync("discover", "toy");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            """
            devices:
              - id: toy-one
                driver: toy
                settings:
                  host: 127.0.0.1
                  port: 4999
              - id: toy-two
                driver: toy
                settings:
                  host: 'toy two: 2'
            """,
            string.Join('\n', outcome.Output.SkipWhile(line => line != "devices:")),
            ignoreLineEndingDifferences: true);
        _folder.Configure(string.Join('\n', outcome.Output));
        Assert.DoesNotContain("wrong", (await _folder.RunAsync("check")).Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
