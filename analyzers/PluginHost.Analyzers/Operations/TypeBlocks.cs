using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Operations;

/// <summary>The bodies of one type from all its files.</summary>
internal sealed class TypeBlocks(INamedTypeSymbol type)
{
    private readonly ConcurrentBag<CodeBlock> _found = [];
    private IReadOnlyList<CodeBlock>? _blocks;

    public INamedTypeSymbol Type => type;

    /// <summary>In source order; asked for once all have come.</summary>
    public IReadOnlyList<CodeBlock> All => _blocks ??=
    [
        .. _found.OrderBy(block => block.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(block => block.Root.Syntax.SpanStart),
    ];

    public void Add(CodeBlock block) => _found.Add(block);

    /// <summary>Takes in what a member consists of: a constructor and what it hands to its base are one body.</summary>
    public IReadOnlyList<CodeBlock> Add(OperationBlockAnalysisContext context)
    {
        var bodies = new List<CodeBlock>();
        foreach (var root in context.OperationBlocks.Select(block => block.Ancestors().LastOrDefault() ?? block).Distinct(SameOperation.Instance))
        {
            if (root.Kind is not (OperationKind.None or OperationKind.Invalid))
            {
                bodies.Add(new CodeBlock(context.OwningSymbol, root));
                Add(bodies[bodies.Count - 1]);
            }
        }

        return bodies;
    }

    /// <summary>Whether any of them has operations of a kind.</summary>
    public bool Have(OperationKind kind) => All.Any(block => block.Has(kind));

    /// <summary>What a field, property or local is set to anywhere in the type.</summary>
    public IEnumerable<(CodeBlock Block, IOperation Value)> ValuesOf(ISymbol symbol) =>
        All.SelectMany(block => block.ValuesOf(symbol).Select(value => (block, value)));

    /// <summary>Where a method of the type is called by the type itself.</summary>
    public IEnumerable<(CodeBlock Block, IInvocationOperation Call)> CallsOf(IMethodSymbol method) =>
        from block in All
        from call in block.Calls
        where SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition)
        select (block, call);

    /// <summary>What a method or local function of the type consists of; nothing for one without a body here.</summary>
    public IEnumerable<IOperation> BodiesOf(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction
        ? All.SelectMany(block => block.Operations).OfType<ILocalFunctionOperation>().Where(one => SymbolEqualityComparer.Default.Equals(one.Symbol, method)).Select(one => (IOperation?)one.Body).OfType<IOperation>()
        : All.Where(block => SymbolEqualityComparer.Default.Equals((block.Owner as IMethodSymbol)?.OriginalDefinition, method.PartialImplementationPart ?? method)).Select(block => block.Root);
}
