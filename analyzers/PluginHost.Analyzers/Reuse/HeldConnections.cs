using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Sorts what the members and variables of one type hold by the connection that it stands on, without regard to the order of statements.</summary>
internal sealed class HeldConnections
{
    private readonly Dictionary<ISymbol, ISymbol> _same = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _opened = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _closed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _datagrams = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HeldConnection?> _held = new(SymbolEqualityComparer.Default);
    private readonly TypeBlocks _blocks;
    private readonly LifecycleContext _context;
    private readonly ClosingCalls _closings;
    private readonly ConnectionSubjects _subjects;

    public HeldConnections(TypeBlocks blocks, LifecycleContext context, ClosingCalls closings, CancellationToken cancellationToken)
    {
        (_blocks, _context, _closings, _subjects) = (blocks, context, closings, new ConnectionSubjects(context.Types));
        foreach (var block in blocks.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var operation in block.Operations)
            {
                Read(operation, block, cancellationToken);
            }
        }
    }

    /// <summary>Whether a type has a member, its own or one of a base with source, that can hold a connection.</summary>
    public static bool Any(INamedTypeSymbol type, ResourceTypes types)
    {
        for (var current = type; current is { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => member switch
            {
                IFieldSymbol field => types.MayHoldConnection(field.Type),
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(parameter => types.MayHoldConnection(parameter.Type)),
                _ => false,
            }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The connection on which a value stands, if a member of the type holds it.</summary>
    public HeldConnection? Of(IOperation value) => ConnectionOrigins.SymbolOf(value) is { } symbol ? Of(symbol) : null;

    /// <summary>The connection of a variable or member.</summary>
    public HeldConnection? Of(ISymbol symbol)
    {
        if (!_symbols.Contains(symbol))
        {
            return null;
        }

        var root = Root(symbol);
        if (!_held.TryGetValue(root, out var held))
        {
            _held[root] = held = Make(root);
        }

        return held;
    }

    private HeldConnection? Make(ISymbol root)
    {
        var all = _symbols.Where(symbol => SymbolEqualityComparer.Default.Equals(Root(symbol), root)).ToList();
        var members = all.Where(IsMember).OrderBy(member => _opened.Contains(member) ? 0 : 1).ThenBy(member => _context.Types.IsWrapper(member.Type()) ? 1 : 0)
            .ThenBy(member => member.Locations[0].SourceSpan.Start).ToList();
        if (members.Count == 0)
        {
            return null;
        }

        var isOwned = members.Select(Annotations.IsOwned).FirstOrDefault(said => said is not null) ?? all.Any(one => _opened.Contains(one) || _closed.Contains(one));
        var isLent = all.Any(one => _context.Types.KindOf(one.Type()) == ResourceKind.Lent);
        var isDatagram = all.Any(one => _datagrams.Contains(one) || one.Type()?.Name is "UdpClient" or "SerialPort" or "PipeReader");
        return new HeldConnection(members, isOwned && !isLent, !isDatagram);
    }

    private bool IsMember(ISymbol symbol) => symbol switch
    {
        IFieldSymbol or IPropertySymbol { SetMethod: not null } => IsOfType(symbol.ContainingType),
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter =>
            IsOfType(constructor.ContainingType) && _blocks.All.Any(block => OwnMembers.IsKept(parameter, block.Owner) && block.Operations.Any(one => SymbolEqualityComparer.Default.Equals((one as IParameterReferenceOperation)?.Parameter, parameter))),
        _ => false,
    };

    private bool IsOfType(INamedTypeSymbol? owner)
    {
        for (INamedTypeSymbol? current = _blocks.Type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, owner?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private void Read(IOperation operation, CodeBlock block, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Link(declarator.Symbol, initializer.Value, cancellationToken);
                break;
            case IFieldInitializerOperation { InitializedFields: { IsEmpty: false } fields } initializer:
                Link(fields[0], initializer.Value, cancellationToken);
                break;
            case IPropertyInitializerOperation { InitializedProperties: { IsEmpty: false } properties } initializer:
                Link(properties[0], initializer.Value, cancellationToken);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } target:
                Link(target, assignment.Value, cancellationToken);
                break;
            case ICoalesceAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } target:
                Link(target, assignment.Value, cancellationToken);
                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } when IsOwnFunction(operation, block) is { } function:
                Link(function, value, cancellationToken);
                break;
            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared } } pattern:
                Link(declared, pattern.Value, cancellationToken);
                break;
            case IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared } } pattern:
                Link(declared, pattern.Value, cancellationToken);
                break;
            case IInvocationOperation call:
                ReadCall(call, cancellationToken);
                break;
            case IUsingOperation { Resources: { } resource } when resource.NamedSymbol() is { } used && Holds(used):
                _closed.Add(used.OriginalDefinition);
                break;
        }
    }

    private void ReadCall(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (call.Receiver() is { } receiver && ConnectionOrigins.SymbolOf(receiver) is { } symbol && Holds(symbol))
        {
            _symbols.Add(symbol);
            if (Cleanup.Target(_context.Apis, call) is not null)
            {
                _closed.Add(symbol);
            }

            if (method.Name.StartsWith("ReceiveFrom", StringComparison.Ordinal) || method.Name.StartsWith("SendTo", StringComparison.Ordinal) || method.Name.StartsWith("ReceiveMessageFrom", StringComparison.Ordinal))
            {
                _datagrams.Add(symbol);
            }
        }
        else if (_closings.FindDirect(call)?.Symbol is { } closed && Holds(closed))
        {
            _symbols.Add(closed.OriginalDefinition);
            _closed.Add(closed.OriginalDefinition);
        }

        // What only the type itself can call is given what the type itself holds.
        if (method is { MethodKind: MethodKind.LocalFunction } or { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } && IsOfType(method.ContainingType))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter)
                {
                    Link(parameter, argument.Value, cancellationToken);
                }
            }
        }
    }

    private static ISymbol? IsOwnFunction(IOperation operation, CodeBlock block)
    {
        var function = operation.Ancestors().FirstOrDefault(one => one is ILocalFunctionOperation or IAnonymousFunctionOperation);
        return function switch
        {
            null => block.Owner is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } ? property.OriginalDefinition : (block.Owner as IMethodSymbol)?.OriginalDefinition,
            ILocalFunctionOperation local => local.Symbol,
            _ => null,
        };
    }

    private void Link(ISymbol target, IOperation value, CancellationToken cancellationToken)
    {
        target = target.OriginalDefinition;
        if (!Holds(target))
        {
            return;
        }

        _symbols.Add(target);
        var origin = ConnectionOrigins.Of(value);
        if (IsDatagram(origin))
        {
            _datagrams.Add(target);
        }

        if (origin is IObjectCreationOperation creation ? _context.Acquisitions.OfCreation(creation) is ResourceKind.Connection
            : origin is IInvocationOperation call && _context.Acquisitions.OfCall(call, cancellationToken) is ResourceKind.Connection or ResourceKind.User)
        {
            _opened.Add(target);
        }

        if (ConnectionOrigins.SymbolOf(value) is { } symbol && Holds(symbol))
        {
            _symbols.Add(symbol);
            var (one, other) = (Root(target), Root(symbol));
            if (!SymbolEqualityComparer.Default.Equals(one, other))
            {
                _same[one] = other;
            }
        }
    }

    private static bool IsDatagram(IOperation origin) => origin is IObjectCreationOperation { Type.Name: "Socket" } creation
        && creation.Arguments.Any(argument => argument.Value.Unwrap() is IFieldReferenceOperation { Field.Name: "Dgram" or "Raw" or "Udp" or "Icmp" or "IcmpV6" });

    private bool Holds(ISymbol symbol)
    {
        var type = symbol is IMethodSymbol method ? method.ReturnType : symbol.Type();
        type = type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : type;
        return type is not null && (_context.Types.KindOf(type) is ResourceKind.Connection or ResourceKind.Lent || _context.Types.IsWrapper(type));
    }

    private ISymbol Root(ISymbol symbol)
    {
        while (_same.TryGetValue(symbol, out var next))
        {
            symbol = next;
        }

        return symbol;
    }
}
