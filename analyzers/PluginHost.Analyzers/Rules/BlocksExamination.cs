using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Rules;

/// <summary>Collects the bodies of a type and has them looked at together.</summary>
internal sealed class BlocksExamination(INamedTypeSymbol type, Action<TypeBlocks, SymbolAnalysisContext> examine) : ITypeExamination
{
    private readonly TypeBlocks _blocks = new(type);

    public void Take(OperationBlockAnalysisContext block)
    {
        foreach (var body in block.OperationBlocks)
        {
            _blocks.Add(new CodeBlock(block.OwningSymbol, body));
        }
    }

    public void End(SymbolAnalysisContext end) => examine(_blocks, end);
}
