using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Reports;
using PluginHost.Lint.Tests.Gate;
using PluginHost.Testing;

namespace PluginHost.Lint.Tests.Sources;

public sealed class SourceLintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Script_IsADriverOfItsOwn()
    {
        Write("plugins/clean.cs", Drivers.Clean);
        Write("plugins/leaking.cs", Drivers.Leaking);

        Assert.Empty((await LintAsync("plugins/clean.cs")).Findings);
        Assert.Equal("PH0001", Assert.Single((await LintAsync("plugins/leaking.cs")).Findings).Id);
    }

    [Fact]
    public async Task PlainFolder_IsCompiledTogether()
    {
        Write("source/Lamp.cs", "public partial class Lamp : IDisposable { System.Net.Sockets.TcpClient? _tcp = new(); public void Dispose() => _tcp?.Dispose(); }");
        Write("source/deeper/Broken.cs", "public partial class Lamp { void Broken() => _tcp = null; }");
        Write("source/obj/Made.cs", "this does not compile");

        var result = await LintAsync("source");

        Assert.Equal(_folder.PathOf("source", "deeper", "Broken.cs"), Assert.Single(result.Findings).File);
        Assert.Equal(2, result.Files.Count);
    }

    [Fact]
    public async Task FolderOfScripts_IsNotCompiledTogether()
    {
        Write("plugins/lamp.cs", Drivers.Clean);
        Write("plugins/bulb.cs", Drivers.Clean.Replace("#!/usr/bin/env dotnet\n#:property PublishAot=false\n", "", StringComparison.Ordinal));
        Write("plugins/tube.cs", Drivers.Clean.Replace("#!/usr/bin/env dotnet\n#:property PublishAot=false\n", "", StringComparison.Ordinal));
        Write("plugins/program.cs", "Console.WriteLine(1);\n" + Drivers.Leaking);

        var result = await LintAsync("plugins");

        Assert.Equal(("PH0001", _folder.PathOf("plugins", "program.cs")), Assert.Single(result.Findings) is var one ? (one.Id, one.File!) : default);
        Assert.Equal(4, result.Files.Count);
    }

    [Fact]
    public async Task OlderSource_WhoseNamesTheImplicitUsingsHide_Compiles()
    {
        Write("old/Timer.cs", "using System.Timers;\nclass Clock { Timer _timer = new Timer(); }");

        Assert.Empty((await LintAsync("old")).Findings);
    }

    [Fact]
    public async Task NotCompiling_IsAFinding()
    {
        Write("lamp.cs", "public class Lamp { int Watt = \"forty\"; }");

        var finding = Assert.Single((await LintAsync("lamp.cs")).Findings);

        Assert.Equal(("CS0029", DiagnosticSeverity.Error), (finding.Id, finding.Severity));
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public async Task EditorConfig_SetsTheSeverity(string configured, DiagnosticSeverity? severity)
    {
        Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PH0001.severity = error\n");
        Write("deep/.editorconfig", $"[*.cs]\ndotnet_diagnostic.PH0001.severity = {configured}\n");
        Write("deep/lamp.cs", Drivers.Leaking);

        Assert.Equal(severity, (await LintAsync("deep/lamp.cs")).Findings.SingleOrDefault()?.Severity);
    }

    [Fact]
    public async Task EditorConfig_SetsOptions_AndAWrongOneIsToldAsNotAnalysed()
    {
        Write(".editorconfig", "root = true\n[*.cs]\ndotnet_code_quality.PH.excluded_resource_types = System.Net.Sockets.TcpClient\n[wrong.cs]\ndotnet_code_quality.PH.max_blocks = many\n");
        Write("lamp.cs", Drivers.Leaking);
        Write("wrong.cs", "");

        Assert.Empty((await LintAsync("lamp.cs")).Findings);
        var report = new LintReport(await LintAsync("wrong.cs"), DiagnosticSeverity.Info);
        Assert.Contains("max_blocks", Assert.Single(report.NotAnalysed).Message, StringComparison.Ordinal);
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Suppressions_CountAsUsual()
    {
        Write("lamp.cs", "#pragma warning disable PH0001\n" + Drivers.Leaking);

        var report = new LintReport(await LintAsync("lamp.cs"), DiagnosticSeverity.Warning);

        Assert.Empty(report.Findings);
        Assert.Equal(1, report.Suppressed);
    }

    [Theory]
    [InlineData("missing", "missing: there is no such file or folder")]
    [InlineData("notes.txt", "notes.txt: expected a .cs, .csproj, .sln or .slnx file, or a folder")]
    [InlineData("empty", "empty: the folder holds no C# source")]
    public async Task PathThatCannotBeLookedAt_IsNamed(string path, string message)
    {
        Write("notes.txt", "");
        Directory.CreateDirectory(_folder.PathOf("empty"));

        var mistake = await Assert.ThrowsAsync<LintUsageException>(() => LintAsync(path));

        Assert.EndsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LintResult> LintAsync(string path) => LintRun.RunAsync([_folder.PathOf(path)], TestContext.Current.CancellationToken);

    private void Write(string path, string text)
    {
        var file = _folder.PathOf(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
