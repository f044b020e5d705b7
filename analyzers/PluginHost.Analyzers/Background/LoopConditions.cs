using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>Finds the members of a type on which one of its loops ends: flags, signals, the source behind a token.</summary>
internal sealed class LoopConditions
{
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _bodies = new(SameOperation.Instance);
    private readonly Stack<(IOperation Value, CodeBlock Block)> _open = new();
    private readonly TypeFunctions _functions;
    private readonly ConnectionSubjects _subjects;

    /// <summary>Reads the tests of a loop.</summary>
    /// <param name="region">The loop.</param>
    /// <param name="called">The functions of the type that run in it.</param>
    /// <param name="functions">All functions of the type.</param>
    /// <param name="subjects">Tells connections.</param>
    public LoopConditions(LoopRegion region, IReadOnlyList<TypeFunction> called, TypeFunctions functions, ConnectionSubjects subjects)
    {
        (_functions, _subjects) = (functions, subjects);
        foreach (var condition in LoopExits.Conditions(region))
        {
            Push(condition, region.Block);
        }

        ReadThrows(region.Operations, region.Block, region.Loop);
        foreach (var function in called)
        {
            ReadThrows(function.Body.DescendantsAndSelf(intoFunctions: false), function.Block, function.Body);
        }

        while (_open.Count > 0)
        {
            var (value, block) = _open.Pop();
            foreach (var operation in value.DescendantsAndSelf())
            {
                Read(operation, block);
            }
        }
    }

    /// <summary>Whether something outside of the type can end it: a token or a flag that others hold.</summary>
    public bool IsOthers { get; private set; }

    public IReadOnlyCollection<ISymbol> Members => _members;

    /// <summary>What ends it by an exception, as far as a test decides: a token, a throw under a condition, the filter of a handler.</summary>
    private void ReadThrows(IEnumerable<IOperation> operations, CodeBlock block, IOperation above)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case IThrowOperation:
                    foreach (var parent in operation.Ancestors().TakeWhile(one => one != above))
                    {
                        if (parent is IConditionalOperation { Condition: var condition })
                        {
                            Push(condition, block);
                        }
                    }

                    break;
                case ICatchClauseOperation { Filter: { } filter }:
                    Push(filter, block);
                    break;
                case IInvocationOperation { TargetMethod.Name: "ThrowIf" } check:
                    Push(check, block);
                    break;
                case IArgumentOperation argument when IsToken(argument.Value.Type):
                    Push(argument.Value, block);
                    break;
                case IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested", Instance: { } token }:
                    Push(token, block);
                    break;
                case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }:
                    Push(operation, block);
                    break;
            }
        }
    }

    private void Push(IOperation value, CodeBlock block) => _open.Push((value, block));

    private void Read(IOperation operation, CodeBlock block)
    {
        switch (operation)
        {
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference:
                ReadMember(reference, block);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                ReadParameter(parameter);
                break;
            case ILocalReferenceOperation { Local: var local } when _seen.Add(local):
                ReadLocal(local, block);
                break;
            case IInvocationOperation call when _functions.Of(call) is { } own:
                // Where it catches, it may tell of a closed connection by what it returns.
                IsOthers |= own.Body.DescendantsAndSelf().Any(one => one is ICatchClauseOperation) && IsTested(call);
                ReadBody(own);
                break;
            case IInvocationOperation { Instance: { } instance } call when IsTested(call) && _subjects.IsConnection(instance) && !IsOfFramework(call.TargetMethod.ContainingType):
                IsOthers = true;
                break;
        }
    }

    private void ReadMember(IMemberReferenceOperation reference, CodeBlock block)
    {
        var member = reference.Member;
        if (member is IFieldSymbol { IsConst: true } || member.ContainingType is { TypeKind: TypeKind.Enum })
        {
            return;
        }

        if (reference.Instance is not (null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }))
        {
            // What a parameter is made of is not known here.
            IsOthers |= reference.Instance.Unwrap() is IParameterReferenceOperation { Parameter.ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } } && member is { Name: not "IsCancellationRequested" } && member.Type() is { SpecialType: SpecialType.System_Boolean };
            return;
        }

        if (!SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, _functions.Blocks.Type.OriginalDefinition))
        {
            IsOthers |= !IsOfFramework(member.ContainingType);
            return;
        }

        if (_functions.Of(reference) is { } getter)
        {
            ReadBody(getter);
            return;
        }

        // A read of data tells nothing of the connection's state.
        if (!_seen.Add(member.OriginalDefinition) && !_members.Contains(member.OriginalDefinition))
        {
            return;
        }

        if (_subjects.MayBeConnection(member.Type()!) && IsAsked(reference))
        {
            _seen.Remove(member.OriginalDefinition);
            return;
        }

        IsOthers |= CanBeSetByOthers(member);
        _members.Add(member.OriginalDefinition);
        if (IsToken(member.Type()))
        {
            var values = _functions.Blocks.ValuesOf(member).ToList();
            IsOthers |= values.Count == 0;
            foreach (var (from, value) in values.Select(one => (one.Block, one.Value)))
            {
                Push(value, from);
            }
        }
        else if (IsSource(member.Type()))
        {
            foreach (var (from, value) in _functions.Blocks.ValuesOf(member).Select(one => (one.Block, one.Value)))
            {
                ReadSource(value, from);
            }
        }
    }

    /// <summary>A source that others cancel too, or that the time does.</summary>
    private void ReadSource(IOperation value, CodeBlock block)
    {
        switch (value.Unwrap())
        {
            case IObjectCreationOperation { Arguments.IsEmpty: true } or { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                break;
            case IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link:
                Push(link, block);
                break;
            case ILocalReferenceOperation local when _seen.Add(local.Local):
                ReadLocal(local.Local, block);
                break;
            case ILocalReferenceOperation:
                break;
            default:
                IsOthers = true;
                break;
        }
    }

    private void ReadLocal(ILocalSymbol local, CodeBlock block)
    {
        var (isToken, isSource) = (IsToken(local.Type), IsSource(local.Type));
        var values = block.ValuesOf(local);
        IsOthers |= isToken && values.Count == 0;
        foreach (var value in values)
        {
            if (isSource && value.Unwrap() is not IMemberReferenceOperation)
            {
                ReadSource(value, block);
            }
            else
            {
                Push(value, block);
            }
        }

        if (!isSource)
        {
            return;
        }

        foreach (var use in block.Operations.Where(one => one is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)))
        {
            if (use.ParentBehindWrapping() is IAssignmentOperation assignment && assignment.Target != use && assignment.Target.NamedSymbol() is { } kept)
            {
                _members.Add(kept.OriginalDefinition);
            }
            else
            {
                IsOthers |= MemberChanges.IsChange(use, block);
            }
        }
    }

    private void ReadParameter(IParameterSymbol parameter)
    {
        var isToken = IsToken(parameter.Type) || IsSource(parameter.Type);
        if (!isToken)
        {
            IsOthers |= parameter.Type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Object || parameter.Type.TypeKind == TypeKind.Delegate || _subjects.IsConnection(parameter.Type);
            return;
        }

        if (!_seen.Add(parameter))
        {
            return;
        }

        var calls = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method ? _functions.Blocks.CallsOf(method).ToList() : [];
        IsOthers |= calls.Count == 0;
        foreach (var (from, call) in calls)
        {
            foreach (var argument in call.Arguments.Where(one => one.Parameter?.Ordinal == parameter.Ordinal))
            {
                Push(argument.Value, from);
            }
        }
    }

    private void ReadBody(TypeFunction function)
    {
        if (_bodies.Add(function.Body))
        {
            Push(function.Body, function.Block);
        }
    }

    /// <summary>Whether it decides itself, and not only what is done inside.</summary>
    private static bool IsTested(IInvocationOperation call) => call.Type is { SpecialType: not SpecialType.System_Void };

    /// <summary>Whether a connection is asked for data, and not for its state.</summary>
    private static bool IsAsked(IOperation mention)
    {
        for (var (inner, above) = (mention, mention.Parent); above is not null; (inner, above) = (above, above.Parent))
        {
            switch (above)
            {
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                    break;
                case IPropertyReferenceOperation { Property.Name: "Client" or "Socket" or "BaseStream" or "Reader" or "Input" }:
                    break;
                case IInvocationOperation or IArgumentOperation:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool CanBeSetByOthers(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: not Accessibility.Private } => true,
        IPropertySymbol { SetMethod: { DeclaredAccessibility: not Accessibility.Private } setter } => !setter.IsInitOnly,
        _ => IsSource(member.Type()) && member.DeclaredAccessibility != Accessibility.Private,
    };

    private static bool IsToken(ITypeSymbol? type) => Framework.Is(type, "CancellationToken");

    private static bool IsSource(ITypeSymbol? type) => Framework.Is(type, "CancellationTokenSource");

    private static bool IsOfFramework(INamedTypeSymbol? type) => type is not null && Framework.Has(type);
}
