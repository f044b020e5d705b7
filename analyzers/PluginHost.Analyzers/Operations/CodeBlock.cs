using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Operations;

/// <summary>One body of code, and the values that are written in it. Walked once, and only when it is asked.</summary>
internal sealed class CodeBlock(ISymbol owner, IOperation root)
{
    private readonly ulong[] _kinds = new ulong[4];
    private readonly List<IInvocationOperation> _calls = [];
    private readonly Dictionary<ILoopOperation, LoopRegion> _regions = new(SameOperation.Instance);
    private List<IOperation>? _operations;
    private Dictionary<ISymbol, List<IOperation>>? _values;
    private HashSet<ISymbol>? _changed;

    /// <summary>The member that it belongs to.</summary>
    public ISymbol Owner => owner;

    public IOperation Root => root;

    /// <summary>All of it in source order, lambdas and local functions too.</summary>
    public IReadOnlyList<IOperation> Operations
    {
        get
        {
            if (_operations is null)
            {
                var operations = new List<IOperation>();
                foreach (var operation in root.DescendantsAndSelf())
                {
                    operations.Add(operation);
                    _kinds[(int)operation.Kind >> 6 & 3] |= 1UL << (int)operation.Kind;
                    if (operation.Kind == OperationKind.Invocation)
                    {
                        _calls.Add((IInvocationOperation)operation);
                    }
                }

                _operations = operations;
            }

            return _operations;
        }
    }

    /// <summary>The calls among them.</summary>
    public IReadOnlyList<IInvocationOperation> Calls => Operations.Count > 0 ? _calls : [];

    /// <summary>One of its loops with what runs in it.</summary>
    public LoopRegion RegionOf(ILoopOperation loop)
    {
        if (!_regions.TryGetValue(loop, out var region))
        {
            _regions[loop] = region = new LoopRegion(loop, this);
        }

        return region;
    }

    /// <summary>Whether it has operations of a kind: asked before they are gone through.</summary>
    public bool Has(OperationKind kind) => Operations.Count > 0 && (_kinds[(int)kind >> 6 & 3] & (1UL << (int)kind)) != 0;

    /// <summary>What a local, field or property is set to here, by initialisers and assignments.</summary>
    public IReadOnlyList<IOperation> ValuesOf(ISymbol symbol)
    {
        Read();
        return _values!.TryGetValue(symbol, out var values) ? values : [];
    }

    /// <summary>Whether something here changes it otherwise than by setting it: counting, adding, <c>ref</c> and <c>out</c>.</summary>
    public bool IsChanged(ISymbol symbol)
    {
        Read();
        return _changed!.Contains(symbol);
    }

    private void Read()
    {
        if (_values is not null)
        {
            return;
        }

        var (values, changed) = (new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        foreach (var operation in Operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                    Add(declarator.Symbol, initializer.Value);
                    break;
                case IFieldInitializerOperation initializer:
                    foreach (var field in initializer.InitializedFields)
                    {
                        Add(field, initializer.Value);
                    }

                    break;
                case IPropertyInitializerOperation initializer:
                    foreach (var property in initializer.InitializedProperties)
                    {
                        Add(property, initializer.Value);
                    }

                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } target:
                    Add(target, assignment.Value);
                    break;
                case ICoalesceAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } target:
                    Add(target, assignment.Value);
                    break;
                case ICompoundAssignmentOperation compound when compound.Target.NamedSymbol() is { } target:
                    changed.Add(target);
                    break;
                case IIncrementOrDecrementOperation step when step.Target.NamedSymbol() is { } target:
                    changed.Add(target);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when argument.Value.NamedSymbol() is { } target:
                    changed.Add(target);
                    break;
            }
        }

        (_values, _changed) = (values, changed);

        void Add(ISymbol symbol, IOperation value)
        {
            if (!values.TryGetValue(symbol, out var list))
            {
                values[symbol] = list = [];
            }

            list.Add(value);
        }
    }
}
