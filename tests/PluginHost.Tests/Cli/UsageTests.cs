using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly HouseFolder _folder = new();

    [Theory]
    [InlineData("juggle", "juggle")]
    [InlineData("run --lissten http://127.0.0.1:0", "--lissten")]
    [InlineData("command lamp", "argument")]
    [InlineData("devices --url nowhere", "nowhere")]
    [InlineData("devices --config missing.yaml", "missing.yaml")]
    [InlineData("devices --config plugins", "--config plugins: the file is a folder")]
    [InlineData("devices --token geheim-ü", "--token: expected")]
    [InlineData("reload toy --to abc", "argument 'abc' for option '--to': it takes a whole number (try")]
    [InlineData("probe lamp --seconds x", "argument 'x' for option '--seconds': it takes a whole number (try")]
    [InlineData("run --watch missing", "--watch missing: there is no such folder or script")]
    [InlineData("run --watch pluginhost.yaml", "--watch pluginhost.yaml: it is neither a folder nor a script, which ends in .cs")]
    [InlineData("simulate toyy", "toyy")]
    [InlineData("simulate toy --fault dance", "dancing")]
    [InlineData("simulate toy --fault dancing@0", "dancing@0")]
    [InlineData("simulate toy --set colour=red", "colour")]
    [InlineData("simulate toy --set colour", "NAME=VALUE")]
    [InlineData("simulate toy --port 70000", "70000")]
    [InlineData("simulate toy --address nowhere", "nowhere")]
    [InlineData("probe lamp --seconds 0", "--seconds 0")]
    [InlineData("probe nobody", "nobody")]
    [InlineData("events --after soon", "soon")]
    [InlineData("lint missing.cs", "missing.cs: there is no such file or folder")]
    [InlineData("lint pluginhost.yaml", "pluginhost.yaml: expected a .cs")]
    [InlineData("lint .", "the folder holds no C# source")]
    [InlineData("lint missing.cs --format xml", "--format takes text, json or sarif, not 'xml'.")]
    [InlineData("lint missing.cs --severity loud", "--severity takes info, warning or error, not 'loud'.")]
    [InlineData("lint", "argument")]
    public async Task WrongUsage_IsOneLineAndExitCodeTwo(string arguments, string named)
    {
        _folder.ConfigureDevices(HouseFolder.Toy("lamp", 1));

        var outcome = await _folder.RunAsync(arguments.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, Assert.Single(outcome.Errors, line => line.StartsWith("pluginhost: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task ConfigurationIsAFolder_IsSaidSo(string command)
    {
        var outcome = await _folder.RunAsync(command, "--config", "plugins");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("plugins: the file is a folder; expected a regular file", outcome.Errors[^1]);
    }

    [Fact]
    public async Task VariableNamesNoFile_IsNotPassedOver()
    {
        await using var program = _folder.Start(new Dictionary<string, string?> { ["PLUGINHOST_CONFIG"] = "elsewhere.yaml" }, "devices");

        Assert.Equal(2, await program.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("$PLUGINHOST_CONFIG elsewhere.yaml: there is no such file", Assert.Single(program.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoHostWhereTheConfigurationSays_NamesTheRestart()
    {
        _folder.Configure("host:\n  listen: http://127.0.0.1:1\n");

        var outcome = await _folder.RunAsync("devices");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("host.listen of the configuration, which a server takes only when it starts", Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("check")]
    public async Task NoConfiguration_NamesThePlacesAndTheDemo(params string[] arguments)
    {
        var outcome = await _folder.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        var line = Assert.Single(outcome.Errors);
        Assert.All(["--config", "$PLUGINHOST_CONFIG", "./pluginhost.yaml", "pluginhost demo"], place => Assert.Contains(place, line, StringComparison.Ordinal));
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("events")]
    [InlineData("reconnect lamp")]
    [InlineData("command lamp power true")]
    public async Task NoHost_IsToldInOneLine(string arguments)
    {
        var outcome = await _folder.RunAsync([.. arguments.Split(' '), "--url", "http://127.0.0.1:1"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("http://127.0.0.1:1", Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfEveryCommand_ExplainsIt()
    {
        var overview = await _folder.RunAsync("--help");
        string[] commands =
        [
            "run", "demo", "check", "lint", "schema", "plugins", "devices", "connections", "command", "events", "probe", "reconnect", "simulate", "discover",
        ];

        Assert.Equal(0, overview.ExitCode);
        foreach (var command in commands)
        {
            Assert.Contains($"  {command} ", overview.Text, StringComparison.Ordinal);
            var help = await _folder.RunAsync(command, "--help");
            Assert.Equal(0, help.ExitCode);
            Assert.Contains("Options:", help.Text, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();
}
