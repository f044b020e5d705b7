using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reporting;

/// <summary>Tells handlers that let somebody know of what they caught from handlers that swallow it.</summary>
internal static class Handlers
{
    /// <summary>The local that holds what was caught, if it has a name.</summary>
    public static ILocalSymbol? Caught(this ICatchClauseOperation clause) => (clause.ExceptionDeclarationOrExpression as IVariableDeclaratorOperation)?.Symbol;

    /// <summary>Whether the handler throws, logs, or gives what it caught to somebody, at least on some path.</summary>
    public static bool IsReported(ICatchClauseOperation clause, IReadOnlyList<string> logMethods) =>
        Tells(clause.Handler, clause.Caught(), logMethods);

    /// <summary>Whether a body throws, logs or gives the value of a local or parameter away.</summary>
    /// <param name="body">The body of a handler or of a continuation.</param>
    /// <param name="caught">What holds the exception; <see langword="null"/> where it has no name.</param>
    /// <param name="logMethods">Names given by an option.</param>
    public static bool Tells(IOperation body, ISymbol? caught, IReadOnlyList<string> logMethods)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            var tells = operation switch
            {
                IThrowOperation => !IsInInnerHandler(operation, body),
                IInvocationOperation call => Loggers.IsLog(call, logMethods) && !IsInInnerHandler(operation, body),
                // It may be a log.
                IInvalidOperation => !IsInInnerHandler(operation, body),
                ILocalReferenceOperation local => Is(local.Local, caught) && ExceptionUses.IsTold(local, body),
                _ => false,
            };
            if (tells)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the clause takes any exception, without a filter, and does not throw it again.</summary>
    public static bool StopsEverything(ICatchClauseOperation clause) =>
        clause.Filter is null
        && clause.ExceptionType is null or { Name: "Exception" or "Object", ContainingNamespace.Name: "System" }
        && !clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(one => one is IThrowOperation && !IsInInnerHandler(one, clause.Handler));

    /// <summary>Whether what an operation throws is stopped by a handler between it and some operation above.</summary>
    public static bool IsStopped(IOperation operation, IOperation above)
    {
        var below = operation;
        foreach (var parent in operation.Ancestors())
        {
            if (parent == above)
            {
                return false;
            }

            if (parent is ITryOperation inner && inner.Body == below && inner.Catches.Any(StopsEverything))
            {
                return true;
            }

            below = parent;
        }

        return false;
    }

    private static bool Is(ISymbol symbol, ISymbol? wanted) => wanted is not null && SymbolEqualityComparer.Default.Equals(symbol, wanted);

    private static bool IsInInnerHandler(IOperation operation, IOperation body) =>
        operation.Ancestors().TakeWhile(one => one != body).Any(one => one is ICatchClauseOperation);
}
