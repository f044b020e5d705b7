using Microsoft.CodeAnalysis.Emit;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Scripts;

/// <summary>An assembly with its symbols, or the errors that kept it from being made.</summary>
internal sealed record EmittedDriver(byte[] Assembly, byte[] Symbols, IReadOnlyList<Finding> Errors)
{
    private static readonly EmitOptions Options = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    public static EmittedDriver Of(GeneratedCompilation source, CancellationToken limit)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = source.Compilation.Emit(assembly, symbols, options: Options, cancellationToken: limit);
        return new EmittedDriver(assembly.ToArray(), symbols.ToArray(), source.ErrorsAmong(result.Diagnostics));
    }
}
