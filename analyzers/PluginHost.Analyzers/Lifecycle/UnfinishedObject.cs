using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Knows what is lost with an object whose constructor throws: nobody gets the object, so nobody can close what its fields hold.</summary>
internal static class UnfinishedObject
{
    /// <summary>The first step whose failure loses what a constructor has opened before.</summary>
    /// <param name="leak">What is known against it.</param>
    /// <param name="holders">The slots that may hold it.</param>
    /// <param name="steps">The constructor.</param>
    public static Step? FirstLoss(Leak leak, HashSet<int> holders, MethodSteps steps)
    {
        var made = leak.Acquisition.Operation;
        var opening = steps.Tables.Groups[leak.Acquisition.Group].Origin is null || made is IInvocationOperation
            ? leak.Acquisition
            : steps.All.FirstOrDefault(step => step.Kind == StepKind.Throws
                && (step.Operation == made ? step.Role.HasFlag(ApiRole.Connects) : holders.Contains(step.Target) && Opens(step)));
        return opening is null ? null : leak.KeptFailures
            .OrderBy(step => step.Operation.Syntax.SpanStart)
            .FirstOrDefault(step => step.Operation.Syntax.SpanStart > opening.Operation.Syntax.SpanStart && !(holders.Contains(step.Target) && Opens(step)));
    }

    /// <summary>Whether a step gives its receiver a peer or a port; when that fails there is little to lose yet.</summary>
    public static bool Opens(Step step) =>
        step.Role.HasFlag(ApiRole.Connects) || (step.Role.HasFlag(ApiRole.Throws) && step.Operation is IInvocationOperation { TargetMethod.Name: "Bind" or "Listen" or "Start" });
}
