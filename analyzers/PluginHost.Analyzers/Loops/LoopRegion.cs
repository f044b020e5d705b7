using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Loops;

/// <summary>A loop with what runs in each of its passes.</summary>
internal sealed class LoopRegion
{
    public LoopRegion(ILoopOperation loop, CodeBlock block)
    {
        Loop = loop;
        Block = block;
        Before = loop is IForLoopOperation counted ? [.. counted.Before.SelectMany(one => one.DescendantsAndSelf())] : [];
        var outside = new HashSet<IOperation>(Before);
        Operations = [.. loop.DescendantsAndSelf(intoFunctions: false).Where(one => !outside.Contains(one))];
    }

    public ILoopOperation Loop { get; }

    /// <summary>The body of code in which it stands.</summary>
    public CodeBlock Block { get; }

    /// <summary>What a <c>for</c> runs once at its beginning.</summary>
    public IReadOnlyList<IOperation> Before { get; }

    /// <summary>What each pass may run, in source order; lambdas and local functions are left out.</summary>
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>The test that ends it; <see langword="null"/> for <c>foreach</c> and <c>for (;;)</c>.</summary>
    public IOperation? Condition => Loop switch
    {
        IWhileLoopOperation loop => loop.Condition,
        IForLoopOperation loop => loop.Condition,
        _ => null,
    };

    /// <summary>
    /// Whether all is known that bears on how long it runs: nothing in it stays unresolved but logs, and nothing else in its body that mentions what it uses.
    /// </summary>
    public bool IsResolved => !Block.Has(OperationKind.Invalid)
        || (!Operations.Any(Unresolved.MayDoAnything) && !Block.Operations.Any(one => one.MayDoAnything() && !Contains(one) && Used().Overlaps(Unresolved.NamesIn(one))));

    /// <summary>Whether an operation runs in each pass.</summary>
    public bool Contains(IOperation operation) =>
        operation.Syntax.SyntaxTree == Loop.Syntax.SyntaxTree && Loop.Syntax.Span.Contains(operation.Syntax.Span) && !Before.Contains(operation);

    /// <summary>Whether a local, parameter, field or property is still there after a pass.</summary>
    public bool Outlives(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || reference.SyntaxTree != Loop.Syntax.SyntaxTree
            || !Loop.Syntax.Span.Contains(reference.Span)
            || Before.Any(one => one.Syntax.Span.Contains(reference.Span)),
        _ => true,
    };

    private HashSet<string> Used() =>
        [.. Operations.Where(one => one.Type is { TypeKind: not TypeKind.Array, SpecialType: SpecialType.None }).Select(one => one.NamedSymbol()?.Name).OfType<string>()];
}
