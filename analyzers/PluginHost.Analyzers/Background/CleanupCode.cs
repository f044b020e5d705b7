using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Background;

/// <summary>What the members of a type do that end it, with all of its functions that they lead to.</summary>
internal sealed class CleanupCode
{
    private const int MostFunctions = 256;

    /// <summary>In a name: the member has to do with an end, even if it is not called by the owner.</summary>
    private static readonly ISet<string> Ends = Words.Set(
        "Dispose", "Disposing", "Disposed", "Close", "Closing", "Closed", "Disconnect", "Disconnecting", "Disconnected", "Stop", "Stopping", "Stopped", "Shutdown", "Shut", "Abort", "Aborted",
        "Hangup", "Cleanup", "Clean", "Terminate", "Teardown", "Tear", "Kill", "Destroy", "Cancel", "Halt", "Exit", "Exiting", "Finish", "Interrupt", "Deactivate", "Uninitialize", "Disable", "Unsubscribe",
        "Drop", "Dropped", "Lost", "Free", "Release", "Reset", "End", "Quit", "Logout", "Logoff", "Leave", "Detach", "Unload", "Deinit", "Uninit", "Unregister", "Complete", "Suspend", "Pause");

    private readonly List<(IOperation Operation, CodeBlock Block)> _code = [];
    private readonly Queue<TypeFunction> _open = new();
    private readonly HashSet<IOperation> _seen = new(SameOperation.Instance);
    private readonly Dictionary<ISymbol, bool> _changed = new(SymbolEqualityComparer.Default);
    private readonly MemberMentions _mentions;
    private readonly Lazy<bool> _completesQueue;
    private readonly ClosingCalls _closings;
    private readonly ResourceTypes _types;
    private readonly List<IMethodSymbol> _members = [];

    public CleanupCode(TypeFunctions all, ClosingCalls closings, ResourceTypes types, CancellationToken cancellationToken)
    {
        (_closings, _types) = (closings, types);
        foreach (var block in all.Blocks.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var member = block.Owner is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } ordinary ? ordinary : null;
            var isClosing = member is { IsStatic: false } && closings.VerbOf(member.Name, block.Root) is not null;
            if (isClosing)
            {
                _members.Add(member!);
            }

            if (isClosing || block.Owner is IMethodSymbol { MethodKind: MethodKind.Destructor } || (member is not null && Words.Any(member.Name, Ends)))
            {
                Add(new TypeFunction(block.Root, block));
            }
            else
            {
                foreach (var handler in block.Operations.Select(HandlerOf).OfType<IOperation>())
                {
                    if (all.OfDelegate(handler, block) is { } function)
                    {
                        Add(function);
                    }
                }
            }
        }

        while (_open.Count > 0 && !IsTooLarge)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var function = _open.Dequeue();
            foreach (var operation in function.Body == function.Block.Root ? function.Block.Operations : function.Body.DescendantsAndSelf())
            {
                _code.Add((operation, function.Block));
                if (all.Of(operation) is { } next)
                {
                    Add(next);
                }
            }
        }

        _mentions = new MemberMentions(_code);
        _completesQueue = new(() => Operations().Any(one => one is IInvocationOperation { TargetMethod.Name: "Complete" or "TryComplete" or "CompleteAdding" }));
    }

    /// <summary>Whether there is more of it than is looked at: then nobody can say what it does not end.</summary>
    public bool IsTooLarge => _seen.Count > MostFunctions;

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
    public bool ClosesConnection() => Operations().Any(one => one is IInvocationOperation call
        && (DisposesHttpClient(call) || _closings.FindDirect(call) is { Target: { } target } && !_types.IsTokenSource(target.Type)));

    /// <summary>An HTTP client has its <c>Dispose</c> from a base class that is no connection.</summary>
    private bool DisposesHttpClient(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Dispose", ContainingType: { Name: "HttpMessageInvoker", ContainingNamespace.Name: "Http" } } && _types.KindOf(call.Receiver()?.Type) == ResourceKind.Connection;

    /// <summary>Whether it is sure that the work has ended: the end waits for it without a limit.</summary>
    public bool WaitsForWork() => Operations().Any(one => one switch
    {
        IAwaitOperation { Operation: var awaited } => IsWork(awaited.Unwrap()),
        IInvocationOperation { TargetMethod.Name: "Wait" or "Join" or "GetResult" or "GetAwaiter", Arguments.IsEmpty: true, Instance: { } task } => IsWork(task.BehindNullTest().Unwrap()),
        _ => false,
    });

    /// <summary>Whether a member is given another value here, or called so that it may change what a loop sees of it.</summary>
    public bool Changes(ISymbol member)
    {
        if (!_changed.TryGetValue(member, out var changes))
        {
            _changed[member] = changes = _mentions.Of(member).Any(mention => MemberChanges.IsChange(mention.At, mention.Block));
        }

        return changes;
    }

    /// <summary>Whether a member is named here at all, otherwise than to be given another value.</summary>
    public bool Uses(ISymbol member) => _mentions.Of(member).Any(mention => !IsNullTest(mention.At));

    /// <summary>Whether some queue is told that nothing more comes.</summary>
    public bool CompletesQueue => _completesQueue.Value;

    /// <summary>Whether a thread is torn out of what it does.</summary>
    public bool TearsThread() => Operations().Any(one => one is IInvocationOperation { TargetMethod: { Name: "Abort" or "Interrupt", ContainingType: var type } } && Framework.Is(type, "Thread"));

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

    private static bool IsWork(IOperation value) => Framework.Is(value.Type, "Task", "ValueTask", "Thread") && value switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } => true,
        ILocalReferenceOperation => true,
        IInvocationOperation { TargetMethod.Name: "WhenAll" } => true,
        _ => false,
    };

    private IEnumerable<IOperation> Operations() => _code.Select(one => one.Operation);

    private void Add(TypeFunction function)
    {
        if (_seen.Add(function.Body))
        {
            _open.Enqueue(function);
        }
    }
}
