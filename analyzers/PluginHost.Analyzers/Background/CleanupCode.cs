using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Background;

/// <summary>What the members of a type do that end it, with all of its functions that they lead to.</summary>
internal sealed class CleanupCode
{
    private const int MostFunctions = 64;

    /// <summary>In a name: the member has to do with an end, even if it is not called by the owner.</summary>
    private static readonly ISet<string> Ends = Words.Set(
        "Dispose", "Disposing", "Disposed", "Close", "Closing", "Closed", "Disconnect", "Disconnecting", "Disconnected", "Stop", "Stopping", "Stopped", "Shutdown", "Shut", "Abort", "Aborted",
        "Hangup", "Cleanup", "Clean", "Terminate", "Teardown", "Tear", "Kill", "Destroy", "Cancel", "Halt", "Exit", "Exiting", "Finish", "Interrupt", "Deactivate", "Uninitialize", "Disable", "Unsubscribe",
        "Drop", "Dropped", "Lost", "Free", "Release", "Reset", "End", "Quit", "Logout", "Logoff", "Leave", "Detach", "Unload", "Deinit", "Uninit", "Unregister", "Complete", "Suspend", "Pause");

    private readonly List<TypeFunction> _functions = [];
    private readonly TypeFunctions _all;
    private readonly ClosingCalls _closings;
    private readonly ResourceTypes _types;
    private readonly List<IMethodSymbol> _members = [];

    public CleanupCode(TypeFunctions all, ClosingCalls closings, ResourceTypes types)
    {
        (_all, _closings, _types) = (all, closings, types);
        var seen = new HashSet<IOperation>(SameOperation.Instance);
        foreach (var block in all.Blocks.All)
        {
            var member = block.Owner is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } ordinary ? ordinary : null;
            var isClosing = member is { IsStatic: false } && closings.VerbOf(member.Name, block.Root) is not null;
            if (isClosing)
            {
                _members.Add(member!);
            }

            if (isClosing || block.Owner is IMethodSymbol { MethodKind: MethodKind.Destructor } || (member is not null && Words.Any(member.Name, Ends)))
            {
                Add(new TypeFunction(block.Root, block), seen);
            }
            else
            {
                foreach (var handler in block.Operations.Select(HandlerOf).OfType<IOperation>())
                {
                    if (all.OfDelegate(handler, block) is { } function)
                    {
                        Add(function, seen);
                    }
                }
            }
        }

        for (var i = 0; i < _functions.Count && _functions.Count < MostFunctions; i++)
        {
            foreach (var operation in _functions[i].Body.DescendantsAndSelf())
            {
                if (all.Of(operation) is { } next)
                {
                    Add(next, seen);
                }
            }
        }
    }

    /// <summary>Whether a type has members that end it; by names alone.</summary>
    public static bool HasMembers(INamedTypeSymbol type, IEnumerable<string> closingNames) => type.GetMembers().Any(member =>
        member is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
        && (ClosingWords.VerbOf(method.Name, []) is not null || closingNames.Contains(method.Name)));

    /// <summary>The member to name: the one that its owner calls at the end, and of those that which closes a connection.</summary>
    public IMethodSymbol? Member => _members
        .OrderBy(member => IsDispose(member) ? 0 : 1)
        .ThenBy(member => member.DeclaredAccessibility == Accessibility.Private && member.ExplicitInterfaceImplementations.IsEmpty ? 1 : 0)
        .FirstOrDefault();

    /// <summary>Whether a connection is closed here.</summary>
    public bool ClosesConnection() => Operations().Any(one => one is IInvocationOperation call && _closings.FindDirect(call) is { Target: { } target } && !_types.IsTokenSource(target.Type));

    /// <summary>Whether it is sure that the work has ended: the end waits for it without a limit.</summary>
    public bool WaitsForWork() => Operations().Any(one => one switch
    {
        IAwaitOperation { Operation: var awaited } => IsWork(awaited.Unwrap()),
        IInvocationOperation { TargetMethod.Name: "Wait" or "Join" or "GetResult" or "GetAwaiter", Arguments.IsEmpty: true, Instance: { } task } => IsWork(task.BehindNullTest().Unwrap()),
        _ => false,
    });

    /// <summary>Whether a member is given another value here, or called so that it may change what a loop sees of it.</summary>
    public bool Changes(ISymbol member) => Change(_functions, member);

    /// <summary>The same of some other functions.</summary>
    public static bool Change(IEnumerable<TypeFunction> functions, ISymbol member) => functions.Any(function =>
        function.Body.DescendantsAndSelf().Any(one => IsMention(one, member) && MemberChanges.IsChange(one, function.Block)));

    /// <summary>Whether a member is named here at all, otherwise than to be given another value.</summary>
    public bool Uses(ISymbol member) => Operations().Any(one => IsMention(one, member) && !IsNullTest(one));

    /// <summary>Whether some queue is told that nothing more comes.</summary>
    public bool CompletesQueue() => Operations().Any(one => one is IInvocationOperation { TargetMethod.Name: "Complete" or "TryComplete" or "CompleteAdding" });

    /// <summary>Whether a thread is torn out of what it does.</summary>
    public bool TearsThread() => Operations().Any(one => one is IInvocationOperation { TargetMethod: { Name: "Abort" or "Interrupt", ContainingType.Name: "Thread" } });

    public static bool IsMention(IOperation operation, ISymbol member) => operation switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, member),
        _ => false,
    };

    /// <summary>What others call when they end: a handler of an event, or what is given to something named so.</summary>
    private static IOperation? HandlerOf(IOperation operation) => operation switch
    {
        IEventAssignmentOperation { Adds: true } handler => handler.HandlerValue,
        IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } } given
            when method.Name is "Register" or "UnsafeRegister" || method.ContainingType.Name == "Disposable" || Words.Any(method.Name, Ends) => given,
        IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: var type } } } given
            when type.EndsWith("Disposable", StringComparison.Ordinal) => given,
        _ => null,
    };

    private static bool IsDispose(IMethodSymbol method) => method.Name.EndsWith("Dispose", StringComparison.Ordinal) || method.Name.EndsWith("DisposeAsync", StringComparison.Ordinal);

    /// <summary>A mere look; a pattern that gives it another name may do anything under that.</summary>
    private static bool IsNullTest(IOperation mention) => mention.ParentBehindWrapping() switch
    {
        IIsPatternOperation { Pattern: var pattern } => !pattern.DescendantsAndSelf().Any(one => one is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null }),
        IBinaryOperation or IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation } => true,
        _ => false,
    };

    private static bool IsWork(IOperation value) => value.Type is { Name: "Task" or "ValueTask" or "Thread" } && value switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } => true,
        ILocalReferenceOperation => true,
        IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } => true,
        _ => false,
    };

    private IEnumerable<IOperation> Operations() => _functions.SelectMany(function => function.Body.DescendantsAndSelf());

    private void Add(TypeFunction function, HashSet<IOperation> seen)
    {
        if (seen.Add(function.Body))
        {
            _functions.Add(function);
        }
    }
}
