using Microsoft.CodeAnalysis;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Scripts;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Scripts;

namespace PluginHost.Server.Scripts;

/// <summary>Compiles the house's driver scripts, behind the gate that its configuration asks for at the time.</summary>
/// <param name="gate">What the configuration says now.</param>
internal sealed class ScriptCompiler(Func<LintGate> gate) : IScriptCompiler, IDisposable
{
    private readonly DriverCompiler _compiler = new();

    public string Fingerprint => DriverCompiler.Fingerprint;

    public string Rules => $"{Level}";

    /// <summary>What is compiled to warm up: a driver, and the generator that drivers need most.</summary>
    internal static ScriptSource WarmUp { get; } = new("warm-up", "warm-up.cs", DriverTemplate.For("warm-up") + """
        [System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, int>))]
        internal sealed partial class WarmUpJson : System.Text.Json.Serialization.JsonSerializerContext;
        """);

    private GateLevel Level => gate() switch
    {
        LintGate.Off => GateLevel.Off,
        LintGate.Error => GateLevel.Error,
        _ => GateLevel.Warning,
    };

    public async Task<ScriptBuild> BuildAsync(ScriptSource script, CancellationToken stop)
    {
        var build = await _compiler.BuildAsync(script.AssemblyName, new SourceFile(script.Path, script.Text), Level, stop);
        return new ScriptBuild(Memory(build.Assembly), Memory(build.Symbols), [.. build.Findings.Select(Show)], build.Refusal);
    }

    /// <summary>
    /// Has the compiler compiled itself, which takes seconds the first time in a process: worth while where scripts run that were
    /// compiled earlier, and one may be saved.
    /// </summary>
    public Task WarmUpAsync(CancellationToken stop) =>
        BuildAsync(WarmUp, stop);

    public void Dispose() => _compiler.Dispose();

    /// <summary>Nothing stays nothing: by itself no array would become memory of no bytes.</summary>
    private static ReadOnlyMemory<byte>? Memory(byte[]? bytes) => bytes is null ? default(ReadOnlyMemory<byte>?) : bytes.AsMemory();

    private static PluginDiagnostic Show(Finding finding) =>
        new(finding.Id, Show(finding.Severity), finding.Message, Path.GetFileName(finding.File), finding.Line, finding.Column);

    private static PluginDiagnosticSeverity Show(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => PluginDiagnosticSeverity.Error,
        DiagnosticSeverity.Warning => PluginDiagnosticSeverity.Warning,
        _ => PluginDiagnosticSeverity.Info,
    };
}
