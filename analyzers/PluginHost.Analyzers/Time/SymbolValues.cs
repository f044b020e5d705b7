using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Gives the one value that something has for good: a local set once, a <c>readonly</c> field, a property that only returns.</summary>
internal sealed class SymbolValues(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The value; <see langword="null"/> where there is none, or more than one.</summary>
    public IOperation? Single(ISymbol symbol, CodeBlock block) => symbol switch
    {
        ILocalSymbol => block.ValuesOf(symbol) is { Count: 1 } values && !block.IsChanged(symbol) ? values[0] : null,
        IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null, IsIndexer: false, IsVirtual: false, IsAbstract: false, IsOverride: false } =>
            _known.GetOrAdd(symbol.OriginalDefinition, Bind),
        _ => null,
    };

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "Only for the initialiser of one member, once a compilation.")]
    private IOperation? Bind(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || !compilation.ContainsSyntaxTree(reference.SyntaxTree))
        {
            return null;
        }

        var value = reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
            _ => null,
        };
        return value is null ? null : compilation.GetSemanticModel(reference.SyntaxTree).GetOperation(value);
    }
}
