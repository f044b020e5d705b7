using System.Text.Json;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Server.Scripts;
using PluginHost.Testing;
using PluginHost.Tests.Packages;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class NewDriverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // In here nothing of the repository is above, as with the person who types it.
    private readonly HouseFolder _folder = new();

    [Fact]
    public async Task NewDriver_IsCleanForTheSdkForLintAndForTheHost()
    {
        var outcome = await _folder.RunAsync("new", "driver", "reading-lamp");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.ErrorText));
        Assert.StartsWith("wrote reading-lamp.cs", outcome.Output[0], StringComparison.Ordinal);
        Assert.StartsWith("wrote Directory.Build.props", outcome.Output[1], StringComparison.Ordinal);
        Assert.Contains("  pluginhost simulate reading-lamp --port 4000", outcome.Output);
        Assert.InRange(File.ReadLines(_folder.PathOf("reading-lamp.cs")).Count(), 30, 59);
        await DotNet.RunAsync(_folder.Path, "build", "reading-lamp.cs", "-p:TreatWarningsAsErrors=true");
        Assert.Equal(0, (await _folder.RunAsync("lint", "reading-lamp.cs", "--severity", "info")).ExitCode);
        var build = await BuildAsync("reading-lamp");
        Assert.Null(build.Refusal);
        Assert.Empty(build.Diagnostics);
    }

    [Fact]
    public async Task NewDriver_IsOnlineAtOnceAgainstItsVirtualDevice()
    {
        await _folder.RunAsync("new", "driver", "bulb");
        File.Move(_folder.PathOf("bulb.cs"), _folder.PathOf("plugins", "bulb.cs"));
        _folder.ConfigureDevices("");
        await using var device = _folder.Start("simulate", "bulb");
        var port = (await device.WaitForLineAsync(line => line.Trim().StartsWith("port:", StringComparison.Ordinal), Patience)).Split(':')[1].Trim();
        _folder.ConfigureDevices($"  - id: desk\n    driver: bulb\n    settings: {{ host: 127.0.0.1, port: {port} }}\n");
        await using var house = _folder.Start("run");
        using var api = new HttpClient { BaseAddress = await house.WaitForUrlAsync(Patience) };
        await Eventually.TrueAsync(async () => (await DeviceAsync(api)).GetProperty("status").GetString() == "online", "the bulb comes online", Patience);

        await using var command = _folder.Start("command", "desk", "power", "true", "--url", api.BaseAddress!.ToString());

        Assert.Equal(0, await command.WaitForExitAsync(Patience));
        await Eventually.TrueAsync(
            async () => (await DeviceAsync(api)).GetProperty("entities")[0].GetProperty("value").ValueKind == JsonValueKind.True, "the bulb is on", Patience);
    }

    [Theory]
    [InlineData("a-b-")]
    [InlineData("a--b")]
    [InlineData("barco")]
    [InlineData("Barco")]
    public async Task NameThatNoNewDriverCanHave_IsRefused(string name)
    {
        var outcome = await _folder.RunAsync("new", "driver", name);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"pluginhost: '{name}' cannot be a driver's name: ", outcome.ErrorText, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf($"{name}.cs")));
    }

    [Fact]
    public async Task MistakeInADriver_IsShownByTheSdkAsByLint()
    {
        await _folder.RunAsync("new", "driver", "lamp");
        var script = _folder.PathOf("lamp.cs");
        var text = await File.ReadAllTextAsync(script);
        await File.WriteAllTextAsync(script, text + """

            internal sealed class Spare : IDisposable
            {
                private System.Net.Sockets.TcpClient? _tcp = new();

                public void Lose() { _tcp = null; }

                public void Dispose() => _tcp?.Dispose();
            }

            """);

        var (_, built) = await DotNet.TryAsync(_folder.Path, null, "build", "lamp.cs");
        var linted = await _folder.RunAsync("lint", "lamp.cs");

        var line = File.ReadLines(script).ToList().FindIndex(one => one.Contains("Lose()", StringComparison.Ordinal)) + 1;
        Assert.Contains(built, one => one.Contains($"lamp.cs({line},26): warning PH0001", StringComparison.Ordinal));
        Assert.Contains(linted.Output, one => one.StartsWith($"lamp.cs:{line}:26: warning PH0001", StringComparison.Ordinal));
        Assert.NotNull((await BuildAsync("lamp")).Refusal);
        Assert.Null((await BuildAsync("lamp", LintGate.Error)).Refusal);
    }

    [Fact]
    public async Task WhatIsThere_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(_folder.PathOf("lamp.cs"), "// mine");
        await File.WriteAllTextAsync(_folder.PathOf("Directory.Build.props"), "<Project />");

        var (there, other) = (await _folder.RunAsync("new", "driver", "lamp"), await _folder.RunAsync("new", "driver", "bulb"));

        Assert.Equal((2, "pluginhost: lamp.cs is there already, and nothing is overwritten"), (there.ExitCode, there.ErrorText));
        Assert.Equal("// mine", await File.ReadAllTextAsync(_folder.PathOf("lamp.cs")));
        Assert.Equal(0, other.ExitCode);
        Assert.StartsWith("left Directory.Build.props as it is", other.Output[1], StringComparison.Ordinal);
        Assert.Equal("<Project />", await File.ReadAllTextAsync(_folder.PathOf("Directory.Build.props")));
    }

    [Theory]
    [InlineData("../lamp", "'../lamp' cannot be a driver's name: it takes letters, digits and single '-' between them")]
    [InlineData("lamp.cs", "'lamp.cs' cannot be a driver's name")]
    [InlineData("9lamp", "'9lamp' cannot be a driver's name")]
    [InlineData("", "'' cannot be a driver's name")]
    [InlineData("netstandard", "'netstandard' cannot be a driver's name: an assembly that every driver compiles against is called so")]
    public async Task NameThatIsNone_IsAUsageError(string name, string message)
    {
        var outcome = await _folder.RunAsync("new", "driver", name);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.cs"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ScriptBuild> BuildAsync(string name, LintGate gate = LintGate.Warning)
    {
        using var compiler = new ScriptCompiler(() => gate);
        var script = _folder.PathOf($"{name}.cs");
        return await compiler.BuildAsync(new ScriptSource(name, script, await File.ReadAllTextAsync(script)), TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> DeviceAsync(HttpClient api) => JsonElement.Parse(await api.GetByteArrayAsync("api/v1/devices/desk"));
}
