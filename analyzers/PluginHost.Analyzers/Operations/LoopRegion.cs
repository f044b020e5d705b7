using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Operations;

/// <summary>A loop with what runs in each of its passes.</summary>
internal sealed class LoopRegion
{
    public LoopRegion(ILoopOperation loop, CodeBlock block)
    {
        Loop = loop;
        Block = block;
        Before = loop is IForLoopOperation counted ? [.. counted.Before.SelectMany(one => one.DescendantsAndSelf())] : [];
        Operations = [.. loop.DescendantsAndSelf(intoFunctions: false).Where(one => Before.Count == 0 || !Before.Contains(one))];
        Calls = [.. Operations.OfType<IInvocationOperation>()];
    }

    public ILoopOperation Loop { get; }

    /// <summary>The body of code in which it stands.</summary>
    public CodeBlock Block { get; }

    /// <summary>What a <c>for</c> runs once at its beginning.</summary>
    public IReadOnlyList<IOperation> Before { get; }

    /// <summary>What each pass may run, in source order; lambdas and local functions are left out.</summary>
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>The calls among them.</summary>
    public IReadOnlyList<IInvocationOperation> Calls { get; }

    /// <summary>The test that ends it; <see langword="null"/> for <c>foreach</c> and <c>for (;;)</c>.</summary>
    public IOperation? Condition => Loop switch
    {
        IWhileLoopOperation loop => loop.Condition,
        IForLoopOperation loop => loop.Condition,
        _ => null,
    };

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
}
