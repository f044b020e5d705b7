using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>What a handler does about a close that failed, beside telling of it.</summary>
internal static class HandlerAnswer
{
    /// <summary>Whether it aborts what could not be closed: that is the answer which such types ask for.</summary>
    public static bool Aborts(ICatchClauseOperation clause, CleanupTry cleanup, ClosingCalls calls) =>
        clause.Handler.DescendantsAndSelf(intoFunctions: false).OfType<IInvocationOperation>().Any(call =>
            calls.VerbOf(call.TargetMethod.Name, call) is { } verb
            && ClosingWords.Forcing.Contains(verb)
            && call.Receiver()?.NamedSymbol() is { } aborted
            && cleanup.Closings.Any(one => SymbolEqualityComparer.Default.Equals(one.Symbol, aborted)));

    /// <summary>Whether the handler is the contract of a <c>Try…</c> method: false, and the caller knows.</summary>
    public static bool TellsCaller(ICatchClauseOperation clause, ISymbol member) =>
        member is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } method
        && method.Name.StartsWith("Try", StringComparison.Ordinal)
        && clause.Handler.DescendantsAndSelf(intoFunctions: false).Any(one => one is IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: false } });
}
