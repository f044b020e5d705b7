using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>Finds the timers with a period that members of a type keep.</summary>
internal sealed class Timers(TypeFunctions functions, CleanupCode cleanup)
{
    private readonly Lazy<MemberMentions> _mentions = new(() => new MemberMentions(functions.Blocks.All.SelectMany(block => block.Operations.Select(operation => (operation, block)))));

    public static bool IsTimer(ITypeSymbol? type) =>
        type is { Name: "Timer", ContainingNamespace: { Name: "Threading" or "Timers", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Those that no cleanup member stops, with their making.</summary>
    public IEnumerable<(ISymbol Member, IObjectCreationOperation Made)> Running()
    {
        foreach (var member in functions.Blocks.Type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, AssociatedSymbol: null, DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Private }
                && IsTimer(member.Type())
                && Made(member) is { } made
                && IsPeriodic(made, member)
                && !cleanup.Uses(member)
                && !IsGivenAway(member)
                && !Leaves(made, member))
            {
                yield return (member, made);
            }
        }
    }

    /// <summary>A timer that somebody else has made is somebody else's.</summary>
    private IObjectCreationOperation? Made(ISymbol member)
    {
        var values = functions.Blocks.ValuesOf(member).Select(one => one.Value.Unwrap()).Where(value => value.ConstantValue is not { HasValue: true, Value: null }).ToList();
        return values.All(value => value is IObjectCreationOperation) ? values.OfType<IObjectCreationOperation>().FirstOrDefault() : null;
    }

    private bool IsPeriodic(IObjectCreationOperation made, ISymbol member)
    {
        if (made.Type!.ContainingNamespace.Name == "Threading")
        {
            return made.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "period") is { } period ? IsPeriod(period.Value)
                : Mentions(member).Any(one => CallOn(one) is { TargetMethod.Name: "Change" } change && IsPeriod(change.Arguments[1].Value));
        }

        var settings = Settings(made).Concat(Mentions(member).SelectMany(SettingOf)).ToList();
        return !settings.Any(one => one is { Target: IPropertyReferenceOperation { Property.Name: "AutoReset" }, Value.ConstantValue: { HasValue: true, Value: false } })
            && (settings.Any(one => one is { Target: IPropertyReferenceOperation { Property.Name: "Enabled" } } && one.Value.ConstantValue is not { HasValue: true, Value: false })
                || Mentions(member).Any(one => CallOn(one)?.TargetMethod.Name == "Start"));
    }

    private static bool IsPeriod(IOperation period) => period.Unwrap() switch
    {
        { ConstantValue: { HasValue: true, Value: 0 or -1 or 0L or -1L or uint.MaxValue } } => false,
        IFieldReferenceOperation { Field.Name: "Infinite" or "InfiniteTimeSpan" or "Zero" } => false,
        _ => true,
    };

    private static IEnumerable<ISimpleAssignmentOperation> Settings(IObjectCreationOperation made) => made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [];

    private static IEnumerable<ISimpleAssignmentOperation> SettingOf(IOperation mention) =>
        mention.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property && assignment.Target == property ? [assignment] : [];

    private IEnumerable<IOperation> Mentions(ISymbol member) => _mentions.Value.Of(member).Select(mention => mention.At);

    private static IInvocationOperation? CallOn(IOperation mention) => mention.Parent switch
    {
        IInvocationOperation call when call.Instance == mention => call,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => call,
        _ => null,
    };

    /// <summary>Whoever is given it may stop it.</summary>
    private bool IsGivenAway(ISymbol member) => Mentions(member).Any(one =>
        one.ParentBehindWrapping() is IArgumentOperation or IReturnOperation or IVariableInitializerOperation or IArrayInitializerOperation or IUsingOperation
        || (one.ParentBehindWrapping() is IAssignmentOperation assignment && assignment.Target != one)
        || CallOn(one)?.TargetMethod.Name is "Dispose" or "DisposeAsync" && IsInCallback(one));

    /// <summary>One that ends itself, or tests what the cleanup changes.</summary>
    private bool Leaves(IObjectCreationOperation made, ISymbol member) => Callbacks(made, member).Any(callback => callback.Body.DescendantsAndSelf().Any(one =>
        (MemberMentions.Is(one, member) && CallOn(one)?.TargetMethod.Name is "Stop" or "Dispose" or "Change" && !Restarts(callback, member))
        || (one is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(IsChanged))));

    private static bool Restarts(TypeFunction callback, ISymbol member) =>
        callback.Body.DescendantsAndSelf().Any(one => MemberMentions.Is(one, member) && (CallOn(one)?.TargetMethod.Name == "Start" || SettingOf(one).Any()));

    private bool IsChanged(IOperation tested) =>
        tested is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } reference && cleanup.Changes(reference.Member);

    private bool IsInCallback(IOperation mention) => mention.Ancestors().Any(one => one is IAnonymousFunctionOperation);

    private IEnumerable<TypeFunction> Callbacks(IObjectCreationOperation made, ISymbol member)
    {
        foreach (var block in functions.Blocks.All)
        {
            foreach (var operation in block.Operations)
            {
                var handler = operation switch
                {
                    IObjectCreationOperation creation when creation == made && !creation.Arguments.IsEmpty => creation.Arguments[0].Value,
                    IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.Name: "Elapsed", Instance: { } timer } } assignment when MemberMentions.Is(timer.Unwrap(), member) => assignment.HandlerValue,
                    _ => null,
                };
                if (handler is not null && functions.OfDelegate(handler, block) is { } callback)
                {
                    yield return callback;
                }
            }
        }
    }
}
