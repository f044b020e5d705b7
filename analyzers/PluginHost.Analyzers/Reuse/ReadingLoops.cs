using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Tells loops in which a read that times out loses nothing: nobody waits for an answer there.</summary>
internal sealed class ReadingLoops(LoopClassifier classifier, ReadCalls calls)
{
    private readonly Dictionary<ILoopOperation, bool> _known = [];

    public bool IsListening(ILoopOperation loop, CodeBlock block, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(loop, out var listens))
        {
            _known[loop] = listens = Read(block.RegionOf(loop), cancellationToken);
        }

        return listens;
    }

    private bool Read(LoopRegion region, CancellationToken cancellationToken) => classifier.ClassOf(region, cancellationToken) switch
    {
        LoopClass.Event => true,
        LoopClass.None => region.Loop is not IForEachLoopOperation && !IsCounted(region) && !GivesContent(region) && !Asks(region, cancellationToken),
        _ => false,
    };

    /// <summary>A loop up to a number or until some content has come waits for just that.</summary>
    private static bool IsCounted(LoopRegion region) => region.Condition is { } condition && condition.DescendantsAndSelf().Any(one =>
        one is ILocalReferenceOperation or IParameterReferenceOperation && one.Type is { SpecialType: not SpecialType.System_Boolean } and not { Name: "CancellationToken" or "CancellationTokenSource" });

    private static bool GivesContent(LoopRegion region) => region.Operations.Any(one =>
        one is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } && value.Unwrap() is not (IDefaultValueOperation or { ConstantValue.HasValue: true }));

    private bool Asks(LoopRegion region, CancellationToken cancellationToken) =>
        region.Calls.Any(call => (calls.RoleOf(call, cancellationToken) & (ApiRole.Writes | ApiRole.Connects)) != 0);
}
