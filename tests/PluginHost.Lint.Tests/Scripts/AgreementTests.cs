using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Reports;
using PluginHost.Lint.Tests.Gate;
using PluginHost.Testing;

namespace PluginHost.Lint.Tests.Scripts;

/// <summary>What <c>pluginhost lint</c> says of a script is what the host will say of it.</summary>
public sealed class AgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Sources => new()
    {
        { "clean", Drivers.Clean },
        { "leaking", Drivers.Leaking },
        { "leaking driver", Drivers.Clean + "\n" + Drivers.Leaking },
        { "with top-level statements", "return args.Length;\n" + Drivers.Leaking },
        { "not compiling", Drivers.Clean + "\npublic class Lamp { int Watt = \"forty\"; }" },
        { "not compiling and leaking", Drivers.Leaking + "\npublic class Bulb { int Watt = \"forty\"; }" },
        { "generated", GeneratorTests.Source },
        { "package", "#:package Polly@8.0.0\n" + Drivers.Leaking },
        { "name that the implicit usings hide", "using System.Timers;\nclass Clock { Timer _timer = new Timer(); }" },
        { "method that is not analysed", Drivers.Clean + "\n" + DriverCompilerTests.TooLong },
        { "nested too deep", $"class C {{ int X = {new string('(', 1_000)}1{new string(')', 1_000)}; }}" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Lint_SaysWhatTheHostSays(string kind, string source)
    {
        var file = _folder.PathOf("lamp.cs");
        await File.WriteAllTextAsync(file, source);

        var build = await Script.BuildAsync(source);
        var result = await LintRun.RunAsync([file], TestContext.Current.CancellationToken);
        var report = new LintReport(result, DiagnosticSeverity.Warning);

        Assert.True(build.Refusal is null == report.IsClean, kind);
        Assert.Equal(build.Findings.Select(Told), report.Findings.Select(Told));
    }

    [Fact]
    public async Task DriverInAFolder_IsJudgedAsTheScriptItIs()
    {
        var text = Drivers.Clean[Drivers.Clean.IndexOf("using", StringComparison.Ordinal)..] + DriverCompilerTests.TooLong;
        await File.WriteAllTextAsync(_folder.PathOf("lamp.cs"), text);

        var report = new LintReport(await LintRun.RunAsync([_folder.Path], TestContext.Current.CancellationToken), DiagnosticSeverity.Warning);

        Assert.Equal(["PH0014", "PH0099"], report.Findings.Select(one => one.Id));
    }

    public void Dispose() => _folder.Dispose();

    private static (int? Line, int? Column, string Message) Told(Finding finding) => (finding.Line, finding.Column, finding.Message);
}
