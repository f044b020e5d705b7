using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Cli;

public sealed class LintTests : IDisposable
{
    // Line 5, column 28 loses a connection.
    private const string Leaking = """
        public sealed class Lamp : IDisposable
        {
            private System.Net.Sockets.TcpClient? _tcp = new();

            public void Broken() { _tcp = null; }

            public void Dispose() => _tcp?.Dispose();
        }
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
        </Project>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HouseFolder _folder = new();

    [Fact]
    public async Task CleanScript_IsExitCodeZero()
    {
        Write("lamp.cs", "#!/usr/bin/env dotnet\n" + Leaking.Replace("_tcp = null", "_tcp?.Dispose()", StringComparison.Ordinal));

        var outcome = await _folder.RunAsync("lint", "lamp.cs");

        Assert.Equal("1 file, 0 findings, 0 methods not analysed", Assert.Single(outcome.Output));
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task LeakingScript_IsListedWithItsPlace()
    {
        Write("deep/lamp.cs", Leaking);

        var outcome = await _folder.RunAsync("lint", "deep");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("deep/lamp.cs:5:28: warning PH0001: ", outcome.Output[0], StringComparison.Ordinal);
        Assert.Contains("1 file, 1 finding, 0 methods not analysed", outcome.Output);
        Assert.Contains(outcome.Output, line => line.StartsWith("  PH0001 x 1: ", StringComparison.Ordinal));
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public async Task HigherSeverity_ListsNothing()
    {
        Write("lamp.cs", Leaking);

        var outcome = await _folder.RunAsync("lint", "lamp.cs", "--severity", "error");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("1 file, 0 findings (1 below error), 0 methods not analysed", Assert.Single(outcome.Output));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Document_IsAllThatIsWritten(string format)
    {
        Write("lamp.cs", Leaking);

        var outcome = await _folder.RunAsync("lint", "lamp.cs", "--format", format);

        Assert.Equal(1, outcome.ExitCode);
        var document = JsonElement.Parse(outcome.Text);
        Assert.Equal("PH0001", format == "json"
            ? document.GetProperty("findings")[0].GetProperty("id").GetString()
            : document.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("ruleId").GetString());
    }

    [Fact]
    public async Task Project_IsBuiltBySdkAndLookedAt_AlsoWhenNothingHasChanged()
    {
        Write("house/house.csproj", Project.Replace(
            "</PropertyGroup>", "<RunAnalyzers>false</RunAnalyzers><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild></PropertyGroup>", StringComparison.Ordinal));
        Write("house/Lamp.cs", Leaking);
        Write("house/Said.cs", "#pragma warning disable PH0001\n" + Leaking.Replace("Lamp", "Said", StringComparison.Ordinal));
        Write("house/Quiet.cs", Leaking.Replace("Lamp", "Quiet", StringComparison.Ordinal));
        Write("house/.editorconfig", "root = true\n[Quiet.cs]\ndotnet_diagnostic.PH0001.severity = suggestion\n");

        foreach (var path in new[] { "house", "house/house.csproj" })
        {
            var outcome = await RunAsync([], "lint", path);

            Assert.Equal(1, outcome.ExitCode);
            Assert.StartsWith("house/Lamp.cs:5:28: warning PH0001: ", outcome.Output[0], StringComparison.Ordinal);
            Assert.Contains("3 files, 1 finding (1 below warning, 1 suppressed), 0 methods not analysed", outcome.Output);
        }
    }

    [Fact]
    public async Task Solution_WithAProjectThatDoesNotCompile_NamesTheErrorAndFindsTheRest()
    {
        Write("house/all.slnx", "<Solution><Project Path=\"a/a.csproj\" /><Project Path=\"b/b.csproj\" /></Solution>");
        Write("house/a/a.csproj", Project);
        Write("house/a/Lamp.cs", Leaking);
        Write("house/b/b.csproj", Project);
        Write("house/b/Bulb.cs", "public class Bulb { int Watt = \"forty\"; }");

        var outcome = await RunAsync([], "lint", "house/all.slnx");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Output, line => line.StartsWith("house/a/Lamp.cs:5:28: warning PH0001: ", StringComparison.Ordinal));
        Assert.Contains(outcome.Output, line => line.StartsWith("house/b/Bulb.cs:1:32: error CS0029: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Project_ThatCannotBeBuilt_SaysWhy()
    {
        Write("house/house.csproj", Project.Replace("</Project>", "<Import Project=\"nowhere.props\" /></Project>", StringComparison.Ordinal));

        var outcome = await RunAsync([], "lint", "house");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("nowhere.props", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("error MSB4019", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_WithoutSdk_IsUsage_WhileAScriptNeedsNone()
    {
        Write("house/house.csproj", Project);
        Write("lamp.cs", Leaking);
        var environment = RuntimeAlone();

        var project = await RunAsync(environment, "lint", "house");
        var script = await RunAsync(environment, "lint", "lamp.cs");

        Assert.Equal(2, project.ExitCode);
        Assert.Contains("house.csproj is built by the .NET SDK, and there is none", Assert.Single(project.Errors), StringComparison.Ordinal);
        Assert.Empty(project.Output);
        Assert.Equal(1, script.ExitCode);
    }

    [Fact]
    public async Task Interrupted_EndsWithTheSignalsCode_AndTheBuildWithIt()
    {
        Write("house/house.csproj", Project.Replace(
            "</Project>",
            "<Target Name=\"Hang\" BeforeTargets=\"CoreCompile\"><WriteLinesToFile File=\"begun\" /><Exec Command=\"sleep 600\" /></Target></Project>",
            StringComparison.Ordinal));
        Directory.CreateDirectory(_folder.PathOf("temporary"));
        await using var program = _folder.Start(new Dictionary<string, string?> { ["TMPDIR"] = _folder.PathOf("temporary") }, "lint", "house");
        await Eventually.TrueAsync(() => File.Exists(_folder.PathOf("house", "begun")), "the build hangs", Patience, () => string.Join('\n', program.Lines));

        Assert.True(program.Interrupt());

        // The output ends only when nothing that was started holds it any more.
        Assert.Equal(130, await program.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(program.Lines);
        Assert.Empty(Directory.GetDirectories(_folder.PathOf("temporary"), "pluginhost-*"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>An installation of the runtime that has no SDK, before all others.</summary>
    private Dictionary<string, string?> RuntimeAlone()
    {
        var installation = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        Directory.CreateDirectory(_folder.PathOf("runtime"));
        File.Copy(Path.Combine(installation, "dotnet"), _folder.PathOf("runtime", "dotnet"));
        Directory.CreateSymbolicLink(_folder.PathOf("runtime", "host"), Path.Combine(installation, "host"));
        Directory.CreateSymbolicLink(_folder.PathOf("runtime", "shared"), Path.Combine(installation, "shared"));
        return new()
        {
            ["PATH"] = _folder.PathOf("runtime") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["DOTNET_HOST_PATH"] = null,
            ["DOTNET_ROOT"] = null,
        };
    }

    private async Task<Outcome> RunAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        await using var program = _folder.Start(environment, arguments);
        var code = await program.WaitForExitAsync(Patience);
        return new Outcome(
            code,
            [.. program.Lines.Where(line => !line.IsError).Select(line => line.Text)],
            [.. program.Lines.Where(line => line.IsError).Select(line => line.Text)]);
    }

    private void Write(string path, string text)
    {
        var file = _folder.PathOf(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
