using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using PluginHost.Lint.Scripts;
using PluginHost.Lint.Tests.Gate;

namespace PluginHost.Lint.Tests.Scripts;

public sealed class DriverCompilerTests
{
    /// <summary>Of more blocks than a rule follows.</summary>
    internal static readonly string TooLong =
        $"class Lamp : IDisposable {{ System.Net.Sockets.TcpClient? _tcp = new(); public void Dispose() => _tcp?.Dispose();\nvoid Long(int a) {{ {string.Concat(Enumerable.Repeat("if (a > 1) { a--; } ", 3_000))} _tcp = null; }} }}";

    [Fact]
    public async Task CleanScript_BecomesAnAssemblyOfItsName()
    {
        var build = await Script.BuildAsync(Drivers.Clean, name: "reading-lamp");

        Assert.Null(build.Refusal);
        Assert.Empty(build.Findings);
        using var image = new PEReader(new MemoryStream(build.Assembly!));
        var metadata = image.GetMetadataReader();
        Assert.Equal("reading-lamp", metadata.GetString(metadata.GetAssemblyDefinition().Name));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(build.Symbols!));
        var reader = symbols.GetMetadataReader();
        Assert.Contains(reader.Documents.Select(reader.GetDocument), document => reader.GetString(document.Name) == Script.Path);
    }

    [Fact]
    public async Task SameScript_BecomesTheSameBytes()
    {
        var (first, second) = (await Script.BuildAsync(Drivers.Clean), await Script.BuildAsync(Drivers.Clean));

        Assert.Equal(first.Assembly, second.Assembly);
        Assert.Equal(first.Symbols, second.Symbols);
    }

    [Theory]
    [InlineData(GateLevel.Off)]
    [InlineData(GateLevel.Warning)]
    [InlineData(GateLevel.Error)]
    public async Task NotCompiling_IsRefusedAtAnyLevel_WithAllErrorsAtOnce(GateLevel level)
    {
        var build = await Script.BuildAsync("public class Lamp : IDisposable\n{\n    int Watt() => \"forty\"; int Volt() => Nowhere;\n}", level);

        Assert.Null(build.Assembly);
        Assert.Null(build.Symbols);
        Assert.Equal(
            [("CS0535", 1, 21), ("CS0029", 3, 19), ("CS0103", 3, 42)],
            build.Findings.Select(one => (one.Id, one.Line!.Value, one.Column!.Value)));
        Assert.All(build.Findings, one => Assert.Equal((DiagnosticSeverity.Error, Script.Path), (one.Severity, one.File)));
        Assert.StartsWith("The script is refused: it does not compile: in line 1: 'Lamp' does not implement", build.Refusal, StringComparison.Ordinal);
        Assert.EndsWith("(CS0535), and 2 more errors.", build.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SyntaxErrorAndSemanticError_AreToldTogether()
    {
        var build = await Script.BuildAsync("class A { int X = \"x\" }\nclass B { int Y = \"y\"; }");

        Assert.Equal(["CS0029", "CS1002", "CS0029"], build.Findings.Select(one => one.Id));
    }

    [Fact]
    public async Task SyntaxError_StandsBeforeWhatCouldNotBeAnalysedForIt()
    {
        var build = await Script.BuildAsync("class A { void Go() { int x = ; } }\n" + TooLong + "\nclass B { int Y = \"y\" }");

        Assert.Contains("PH0099", build.Findings.Select(one => one.Id));
        Assert.Equal(build.Findings.Select(one => one.Id).OrderBy(id => id == "PH0099"), build.Findings.Select(one => one.Id));
    }

    [Fact]
    public async Task ManyErrors_AreCountedAndTheFirstListed()
    {
        var build = await Script.BuildAsync(string.Concat(Enumerable.Repeat("class A { int X = \"x\"; }\n", 300)));

        Assert.Equal(DriverCompiler.MostFindings, build.Findings.Count);
        Assert.Matches(@"and \d{3} more errors\.$", build.Refusal);
    }

    [Fact]
    public async Task CompilersWarnings_AreNoConcern()
    {
        var build = await Script.BuildAsync("class Lamp { int _unused; string M(string? a) => a; }");

        Assert.Null(build.Refusal);
        Assert.Empty(build.Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#pragma warning disable PH0001\n")]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"ConnectionLifecycle\", \"PH0001\")]\n")]
    public async Task LeakingScript_IsRefusedAtWarning_SuppressedOrNot(string exemption)
    {
        var build = await Script.BuildAsync(exemption + Drivers.Leaking);

        var finding = Assert.Single(build.Findings);
        Assert.Equal(("PH0001", DiagnosticSeverity.Warning, 28), (finding.Id, finding.Severity, finding.Column!.Value));
        Assert.Null(build.Assembly);
        Assert.StartsWith($"The script is refused: the rules for connections found in line {finding.Line}: '_tcp' ", build.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeakingScript_IsToldAtError_AndNotEvenLookedAtWhereTheGateIsOff()
    {
        var (error, off) = (await Script.BuildAsync(Drivers.Leaking, GateLevel.Error), await Script.BuildAsync(Drivers.Leaking, GateLevel.Off));

        Assert.Equal((null, null), (error.Refusal, off.Refusal));
        Assert.NotNull(error.Assembly);
        Assert.NotNull(off.Assembly);
        Assert.Equal("PH0001", Assert.Single(error.Findings).Id);
        Assert.Empty(off.Findings);
    }

    [Fact]
    public async Task ConnectionOpenedRoundTheHost_IsRefused()
    {
        var build = await Script.BuildAsync(Drivers.Clean.Replace(
            "public DriverPlan Plan(ISettings settings) => new();",
            "public DriverPlan Plan(ISettings settings) { using var own = new System.Net.Sockets.TcpClient(\"127.0.0.1\", 1); return new(); }",
            StringComparison.Ordinal));

        Assert.Equal("PH0014", Assert.Single(build.Findings).Id);
        Assert.NotNull(build.Refusal);
    }

    [Theory]
    [InlineData(GateLevel.Off, false)]
    [InlineData(GateLevel.Warning, true)]
    [InlineData(GateLevel.Error, true)]
    public async Task MethodThatCouldNotBeAnalysed_IsRefusedWhereTheGateIsOn(GateLevel level, bool refused)
    {
        var build = await Script.BuildAsync(TooLong, level);

        Assert.Equal(refused, build.Assembly is null);
        Assert.Equal(refused ? ["PH0099"] : [], build.Findings.Select(one => one.Id));
        Assert.Equal(refused, build.Refusal?.Contains("could not look at all of it: in line 2: 'Long' was not analysed", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task EmptyScript_AndOneWithoutADriver_AreTheLoadersToJudge()
    {
        Assert.NotNull((await Script.BuildAsync("")).Assembly);
        Assert.NotNull((await Script.BuildAsync("class Lamp { }")).Assembly);
    }

    [Theory]
    [InlineData("PluginHost.Runtime")]
    [InlineData("system.net.http")]
    [InlineData("mscorlib")]
    public async Task NameOfAnAssemblyThatIsThereAlready_IsRefused(string name)
    {
        var build = await Script.BuildAsync(Drivers.Clean, name: name);

        Assert.Contains(name, build.Refusal, StringComparison.Ordinal);
        Assert.Equal("GATE", Assert.Single(build.Findings).Id);
    }

    [Fact]
    public async Task TopLevelStatements_AreCompiledBesideTheDriver()
    {
        var build = await Script.BuildAsync(Drivers.Clean.Replace("[DeviceDriver", "return args.Length;\n[DeviceDriver", StringComparison.Ordinal));

        Assert.Null(build.Refusal);
    }

    [Fact]
    public async Task LanguageNewerThanTheSdks_DoesNotCompile()
    {
        var build = await Script.BuildAsync("union Reading(int, string);");

        Assert.NotNull(build.Refusal);
    }

    [Fact]
    public void Fingerprint_StandsFast()
    {
        Assert.Matches("^[0-9a-f]{16}$", DriverCompiler.Fingerprint);
        Assert.Equal(DriverCompiler.Fingerprint, CompilerFingerprint.Compute());
    }
}
