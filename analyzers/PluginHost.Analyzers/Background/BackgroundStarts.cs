using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>Finds where a type starts work that goes on beside it: on a task, on a thread, by a call that is not awaited.</summary>
internal sealed class BackgroundStarts(TypeFunctions functions)
{
    private static readonly ISet<string> Keepers = new HashSet<string>(StringComparer.Ordinal) { "Add", "Enqueue", "Push", "TryAdd" };

    /// <summary>Whether a type that does this may start work in the background; by names alone.</summary>
    public static bool MayStart(CodeBlock block) => block.Operations.Any(one => one switch
    {
        IInvocationOperation call => IsRun(call.TargetMethod) || IsAsync(call.TargetMethod),
        IObjectCreationOperation creation => IsStartable(creation.Type) || Timers.IsTimer(creation.Type),
        _ => false,
    });

    /// <summary>The starts in one body.</summary>
    public IEnumerable<BackgroundStart> In(CodeBlock block)
    {
        foreach (var operation in block.Operations)
        {
            switch (operation)
            {
                case IInvocationOperation { Arguments: { IsEmpty: false } arguments } call when IsRun(call.TargetMethod):
                    if (functions.OfDelegate(arguments[0].Value, block) is { } run && IsLeftAlone(call, block))
                    {
                        yield return new BackgroundStart(call, run);
                    }

                    break;
                case IInvocationOperation call when IsAsync(call.TargetMethod):
                    if (functions.Of(call) is { } work && IsLeftAlone(call, block))
                    {
                        yield return new BackgroundStart(call, work);
                    }

                    break;
                case IObjectCreationOperation { Arguments: { IsEmpty: false } arguments } creation when IsStartable(creation.Type):
                    if (functions.OfDelegate(arguments[0].Value, block) is { } body && StartOf(creation) is { } start)
                    {
                        yield return new BackgroundStart(start, body);
                    }

                    break;
            }
        }
    }

    /// <summary>A call that has its delegate run elsewhere.</summary>
    public static bool IsRun(IMethodSymbol method) => method.Name switch
    {
        "Run" => Framework.Is(method.ContainingType, "Task"),
        "StartNew" => Framework.Is(method.ContainingType, "TaskFactory"),
        "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" => Framework.Is(method.ContainingType, "ThreadPool"),
        _ => false,
    };

    /// <summary>Whether nobody waits for what a call gives.</summary>
    public static bool IsLeftAlone(IOperation call, CodeBlock block)
    {
        var value = call;
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "ContinueWith" or "Unwrap" or "AsTask" }:
                case IArrayInitializerOperation or IArrayCreationOperation:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny" or "Unwrap", ContainingType.Name: "Task" or "TaskExtensions" } } }:
                case IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny", ContainingType.Name: "Task" } }:
                    value = value.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation keeper }:
                    return Keepers.Contains(keeper.TargetMethod.Name) && keeper.Instance?.NamedSymbol() is IFieldSymbol or IPropertySymbol;
                case IExpressionStatementOperation or IFieldInitializerOperation or IPropertyInitializerOperation:
                    return true;
                case ISimpleAssignmentOperation assignment when assignment.Value == value:
                    return assignment.Target is IDiscardOperation || assignment.Target.NamedSymbol() is IFieldSymbol or IPropertySymbol
                        || (assignment.Target.NamedSymbol() is ILocalSymbol kept && IsNeverWaitedFor(kept, block));
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return IsNeverWaitedFor(local, block);
                default:
                    return false;
            }
        }
    }

    /// <summary>A local that is only kept, in a member or nowhere.</summary>
    private static bool IsNeverWaitedFor(ILocalSymbol local, CodeBlock block) => block.Operations
        .Where(one => one is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local))
        .All(use => use.Parent is ISimpleAssignmentOperation assignment && (assignment.Target == use || assignment.Target.NamedSymbol() is IFieldSymbol or IPropertySymbol));

    private static bool IsAsync(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } && (method.IsAsync || Framework.Is(method.ReturnType, "Task", "ValueTask"));

    private static bool IsStartable(ITypeSymbol? type) => Framework.Is(type, "Thread", "Task");

    /// <summary>Where a thread or task that is made here is started: on the spot, or by the variable that keeps it.</summary>
    private IOperation? StartOf(IObjectCreationOperation creation)
    {
        if (creation.Parent is IInvocationOperation { TargetMethod.Name: "Start" } started)
        {
            return started;
        }

        var holder = creation.ParentBehindWrapping() switch
        {
            ISimpleAssignmentOperation assignment => assignment.Target.NamedSymbol(),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IFieldInitializerOperation { InitializedFields: { IsEmpty: false } fields } => fields[0],
            _ => null,
        };
        return holder is null ? null : functions.Blocks.All.SelectMany(block => block.Operations).OfType<IInvocationOperation>()
            .FirstOrDefault(call => call.TargetMethod.Name == "Start" && SymbolEqualityComparer.Default.Equals(call.Receiver()?.NamedSymbol(), holder));
    }
}
