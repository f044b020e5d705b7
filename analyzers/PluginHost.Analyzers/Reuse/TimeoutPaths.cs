using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Follows what happens after a read has timed out: through handlers, out of the method, and on in whoever called it.</summary>
internal sealed class TimeoutPaths(TypeBlocks blocks, Closures closures, FreshConnections fresh, ReadingLoops loops, TimeoutHandlers handlers, CancellationToken cancellationToken)
{
    private const int MostNestedCalls = 4;

    /// <summary>Whether the connection may still be in use after the timeout.</summary>
    public bool LeaveItInUse(TimedRead read)
    {
        if (read.Block.Operations.Any(IsClosedByRegistration))
        {
            return false;
        }

        if (!read.IsTold)
        {
            return Throws(read.Wait.Operation, handlers.ThrownBy(read), read.Block, 0);
        }

        if (ToldTimeout.Of(read) is not { } told)
        {
            return GoesOn(read.Wait.Operation, read.Block, isLeft: false, 0);
        }

        if (told.Branch is not { } branch)
        {
            return GoesOn(told.Test, read.Block, isLeft: false, 0);
        }

        if (closures.In(branch))
        {
            return false;
        }

        var ending = Ending.Of(branch);
        return ending.Throws ? Throws(branch, ending.Thrown, read.Block, 0) : GoesOn(ending.Returns ? branch : told.Test, read.Block, ending.Returns, 0);
    }

    /// <summary><c>limit.Token.Register(() =&gt; _tcp.Close())</c>: the time itself closes.</summary>
    private bool IsClosedByRegistration(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Register" or "UnsafeRegister" or "ContinueWith" } call && closures.In(call);

    /// <summary>An exception leaves an operation.</summary>
    private bool Throws(IOperation from, ITypeSymbol? thrown, CodeBlock block, int depth)
    {
        if (fresh.IsMadeBefore(from, block))
        {
            return false;
        }

        var inner = from;
        foreach (var outer in from.Ancestors())
        {
            if (IsLetGoBy(outer, inner, block))
            {
                return false;
            }

            if (outer is ITryOperation attempt && attempt.Body == inner)
            {
                var handler = HandlerOf(attempt, thrown, out var isClosed);
                if (isClosed)
                {
                    return false;
                }

                if (handler is not null)
                {
                    var ending = Ending.Of(handler.Handler);
                    if (!ending.Throws)
                    {
                        return GoesOn(ending.Returns ? handler : attempt, block, ending.Returns, depth);
                    }

                    thrown = ending.Thrown ?? thrown;
                }
            }

            if (outer is ILocalFunctionOperation local)
            {
                return AtCalls(local.Symbol, depth, (call, where) => Throws(call, thrown, where, depth + 1)) ?? false;
            }

            inner = outer;
        }

        return AtCalls(block, depth, (call, where) => Throws(call, thrown, where, depth + 1));
    }

    /// <summary>The code goes on behind an operation, or leaves the function there.</summary>
    private bool GoesOn(IOperation from, CodeBlock block, bool isLeft, int depth)
    {
        if (fresh.IsMadeBefore(from, block))
        {
            return false;
        }

        var inner = from;
        foreach (var outer in from.Ancestors())
        {
            if (IsLetGoBy(outer, inner, block))
            {
                return false;
            }

            switch (outer)
            {
                case IBlockOperation when !isLeft && outer.ChildOperations.Any(next => next.Syntax.SpanStart > inner.Syntax.SpanStart && closures.In(next)):
                case ISwitchCaseOperation when !isLeft && outer.ChildOperations.Any(next => next.Syntax.SpanStart > inner.Syntax.SpanStart && closures.In(next)):
                case ILoopOperation when !isLeft && closures.In(outer):
                    return false;
                case ILocalFunctionOperation local:
                    return AtCalls(local.Symbol, depth, (call, where) => GoesOn(call, where, isLeft: false, depth + 1)) ?? false;
                case IAnonymousFunctionOperation:
                    isLeft = false;
                    break;
            }

            inner = outer;
        }

        return AtCalls(block, depth, (call, where) => GoesOn(call, where, isLeft: false, depth + 1));
    }

    /// <summary>Whether what stands round an operation closes the connection however that ends, or waits for no answer.</summary>
    private bool IsLetGoBy(IOperation outer, IOperation inner, CodeBlock block) => outer switch
    {
        ITryOperation attempt => attempt.Finally != inner && closures.In(attempt.Finally),
        IUsingOperation => closures.Is(outer),
        IBlockOperation body => body.Operations.TakeWhile(one => one != inner).Any(one => one is IUsingDeclarationOperation && closures.Is(one)),
        ILoopOperation loop => loops.IsListening(loop, block, cancellationToken),
        // A lambda that runs inside a method which closes when it fails.
        IInvocationOperation call => inner is IArgumentOperation && inner.DescendantsAndSelf().Any(one => one is IAnonymousFunctionOperation) && closures.Is(call),
        _ => false,
    };

    /// <summary>The handler that takes an exception for sure, and whether one that may take it closes.</summary>
    private ICatchClauseOperation? HandlerOf(ITryOperation attempt, ITypeSymbol? thrown, out bool isClosed)
    {
        isClosed = false;
        foreach (var clause in attempt.Catches)
        {
            var fit = handlers.Of(clause, thrown);
            if (fit == Fit.No)
            {
                continue;
            }

            isClosed |= closures.In(clause.Handler);
            if (isClosed || fit == Fit.Yes)
            {
                return isClosed ? null : clause;
            }
        }

        return null;
    }

    /// <summary>What becomes of it in the callers of a body: where only the type itself can call it, they decide.</summary>
    private bool AtCalls(CodeBlock block, int depth, Func<IOperation, CodeBlock, bool> follow)
    {
        if (block.Owner is not IMethodSymbol method)
        {
            return false;
        }

        // While the object is made, or goes away, nobody asks it anything else.
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor || ClosingWords.VerbOf(method.Name, []) is not null)
        {
            return false;
        }

        return !(method is { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary }) || (AtCalls(method, depth, follow) ?? true);
    }

    private bool? AtCalls(IMethodSymbol method, int depth, Func<IOperation, CodeBlock, bool> follow)
    {
        bool? found = null;
        foreach (var block in blocks.All)
        {
            foreach (var operation in block.Operations)
            {
                var called = operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMethodReferenceOperation reference => reference.Method,
                    _ => null,
                };
                if (called is null || !SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, method.OriginalDefinition))
                {
                    continue;
                }

                // Deeper than that nobody looks: silence beats noise.
                found = (found ?? false) || (depth < MostNestedCalls && follow(operation, block));
            }
        }

        return found;
    }
}
