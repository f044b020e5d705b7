using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Finds the <c>try</c> that wants its call to fail: <c>try { link.Close(); Assert.Fail("must throw"); } catch (LinkException) { }</c>.</summary>
internal static class WantedFailures
{
    private static readonly ISet<string> Asserting = Words.Set("Assert", "Fail");

    private static readonly ISet<string> Debugging = new HashSet<string>(StringComparer.Ordinal) { "Debug", "Trace", "Contract" };

    /// <summary>Whether a body, once its last call has succeeded, says that it should not have.</summary>
    public static bool Is(ITryOperation attempt) => attempt.Body.Operations.LastOrDefault() switch
    {
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: var last } => last.Unwrap() switch
        {
            IThrowOperation => true,
            IInvocationOperation { TargetMethod: { ContainingType.Name: var type } method } => !Debugging.Contains(type) && (Words.Any(type, Asserting) || Words.Any(method.Name, Asserting)),
            var other => other.DoesNotResolve() && Unresolved.NamesIn(other).Any(name => Words.Any(name, Asserting)),
        },
        _ => false,
    };
}
