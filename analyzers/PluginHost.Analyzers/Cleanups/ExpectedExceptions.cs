using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reporting;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>The exceptions that a cleanup may keep to itself: they say that the goal is reached.</summary>
internal static class ExpectedExceptions
{
    /// <summary>Already closed; or one's own thread was told to end.</summary>
    private static readonly IReadOnlyList<string> Always =
        ["System.ObjectDisposedException", "System.Threading.ThreadAbortException", "System.Threading.ThreadInterruptedException"];

    /// <summary>Whether all that a handler takes is expected.</summary>
    public static bool AreAll(ICatchClauseOperation clause, CatchFilter filter, CleanupTry cleanup, ClosingCalls calls)
    {
        var types = filter.Types.Count > 0 ? filter.Types : [clause.ExceptionType];
        return types.All(type => IsExpected(type, calls.SettingsFor(clause)) || (IsCancellation(type) && IsOfOwnLoop(clause, cleanup, calls)));
    }

    private static bool IsExpected(ITypeSymbol? type, CleanupSettings settings)
    {
        if (type is { TypeKind: TypeKind.Error })
        {
            // Nobody knows what it says.
            return true;
        }

        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            var name = current.ToDisplayString();
            if (Always.Contains(name) || settings.Expected.Any(one => one == name || one == "T:" + name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCancellation(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "OperationCanceledException", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of a loop that one stopped oneself is no failure; a close that was cut short is one.</summary>
    private static bool IsOfOwnLoop(ICatchClauseOperation clause, CleanupTry cleanup, ClosingCalls calls) =>
        clause.Filter is not null || cleanup.Try.Body.DescendantsAndSelf(intoFunctions: false).Any(operation => operation switch
        {
            IAwaitOperation awaited => awaited.Operation.Unwrap() is not IInvocationOperation call || calls.Find(call) is null,
            IInvocationOperation call => call.TargetMethod is { Name: "Wait" or "GetResult" or "Cancel" or "CancelAsync" or "WaitAll" },
            _ => false,
        });
}
