using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Tells whether something limits all passes of a loop together.</summary>
internal sealed class LoopDeadlines(TypeBlocks blocks, TokenOrigins origins)
{
    private const int MostNested = 4;

    public bool Holds(LoopRegion region, CancellationToken cancellationToken) =>
        LooksAtClock(region)
        || IsCancelledInTime(region, cancellationToken)
        || IsWatched(region, cancellationToken)
        || IsWaitedForFromOutside(region.Loop.FunctionAround(region.Block), region.Block, 0, cancellationToken);

    /// <summary>A clock that is read in the loop to compare or to subtract, or a moment from before it that is used in it.</summary>
    private static bool LooksAtClock(LoopRegion region) => region.Operations.Any(operation => operation switch
    {
        ILocalReferenceOperation { Local: var local } when region.Outlives(local) && region.Block.ValuesOf(local).Any(value => !region.Contains(value) && Clocks.IsFrom(value, region.Block)) => true,
        _ when Clocks.Reads(operation) => operation is not IPropertyReferenceOperation { Property.Name: "Now" or "UtcNow" }
            || operation.Ancestors().TakeWhile(above => above != region.Loop).Any(above => above is IBinaryOperation or IInvocationOperation { TargetMethod.Name: "Subtract" or "CompareTo" or "Add" }),
        ISimpleAssignmentOperation { Target: var target } => IsTime(target) && target.NamedSymbol() is { } symbol && region.Outlives(symbol),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, Target: var target } => IsTime(target),
        _ => false,
    });

    /// <summary>A time-out that shrinks, by its type or its name.</summary>
    private static bool IsTime(IOperation target) =>
        target.NamedSymbol() is not IPropertySymbol and { Name: var name } && (Durations.IsTimeSpan(target.Type) || name.IndexOf("timeout", StringComparison.OrdinalIgnoreCase) >= 0)
        && target.Type?.SpecialType != SpecialType.System_Boolean;

    private bool IsCancelledInTime(LoopRegion region, CancellationToken cancellationToken)
    {
        foreach (var operation in region.Operations)
        {
            if (operation is IDiscardOperation || !(TokenOrigins.IsToken(operation.Type) || TokenOrigins.IsSource(operation.Type) || TokenOrigins.IsDeadline(operation.Type))
                || operation is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation))
            {
                continue;
            }

            var origin = origins.Of(operation, region.Block, region.Contains, cancellationToken);
            if (origin.IsArmedOutside || origin.Parameters.Any(parameter => AllCallersLimit(parameter, 0, cancellationToken)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Something begun before the loop that will end the connection: a timer, a token's registration, a delay that is raced.</summary>
    private bool IsWatched(LoopRegion region, CancellationToken cancellationToken)
    {
        var function = region.Loop.FunctionAround(region.Block);
        foreach (var operation in function.DescendantsAndSelf(intoFunctions: false))
        {
            if (region.Contains(operation))
            {
                continue;
            }

            switch (operation)
            {
                case IObjectCreationOperation { Type: { Name: "Timer", ContainingNamespace.Name: "Threading" or "Timers" } }:
                    return true;
                case IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" }, Instance: { } token }
                    when origins.Of(token, region.Block, region.Contains, cancellationToken).IsArmedOutside:
                    return true;
                case IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } } delay
                    when delay.ParentBehindWrapping() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var raced } }
                        && region.Operations.Any(one => one is ILocalReferenceOperation { Local: var used } && SymbolEqualityComparer.Default.Equals(used, raced)):
                    return true;
            }
        }

        return false;
    }

    private bool AllCallersLimit(IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        if (depth >= MostNested || parameter.ContainingSymbol is not IMethodSymbol method || !method.IsSeenWhole())
        {
            return false;
        }

        var any = false;
        foreach (var (block, call) in blocks.CallsOf(method))
        {
            any = true;
            var given = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;
            if (given is null)
            {
                return false;
            }

            var origin = origins.Of(given, block, _ => false, cancellationToken);
            if (!origin.IsArmedOutside && !IsLimited(call) && !origin.Parameters.Any(outer => AllCallersLimit(outer, depth + 1, cancellationToken)))
            {
                return false;
            }
        }

        return any;
    }

    private bool IsWaitedForFromOutside(IOperation function, CodeBlock block, int depth, CancellationToken cancellationToken)
    {
        if (function is IAnonymousFunctionOperation)
        {
            return IsLimited(function);
        }

        var method = function is ILocalFunctionOperation local ? local.Symbol : block.Owner as IMethodSymbol;
        if (method is null || depth >= MostNested || !method.IsSeenWhole())
        {
            return false;
        }

        var calls = blocks.CallsOf(method).ToList();
        return calls.Count > 0 && calls.All(one => IsLimited(one.Call)
            || (one.Call.FunctionAround(one.Block) is var outer && outer != function && IsWaitedForFromOutside(outer, one.Block, depth + 1, cancellationToken)));
    }

    /// <summary>Whether the task of a call, or of a lambda, is waited for with a limit: <c>WaitAsync(t)</c>, <c>Wait(t)</c>, <c>WhenAny</c> with a delay.</summary>
    private static bool IsLimited(IOperation operation)
    {
        foreach (var above in operation.Ancestors())
        {
            switch (above)
            {
                case IInvocationOperation { TargetMethod: { Name: "WaitAsync" or "Wait" or "TimeoutAfter" or "WithTimeout" or "OrTimeout", Parameters.IsEmpty: false } }:
                case IInvocationOperation { TargetMethod.Name: "WhenAny" } any when any.DescendantsAndSelf().Any(one => one is IInvocationOperation { TargetMethod.Name: "Delay" }):
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation:
                    return false;
            }
        }

        return false;
    }
}
