using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Loops;

/// <summary>Follows what a loop takes from its peer through the locals of one pass.</summary>
internal sealed class ReadData
{
    private const int MostRounds = 4;

    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _results = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _calls;

    private ReadData(IEnumerable<IOperation> calls) => _calls = [.. calls];

    /// <summary>The calls that take it, in source order.</summary>
    public IReadOnlyList<IInvocationOperation> Calls => [.. _calls.OfType<IInvocationOperation>().OrderBy(call => call.Syntax.SpanStart)];

    public static ReadData Of(LoopRegion region, Func<IInvocationOperation, ApiRole> roleOf)
    {
        var data = new ReadData(region.Calls.Where(call => (roleOf(call) & (ApiRole.Reads | ApiRole.Writes)) == ApiRole.Reads));
        foreach (var call in data.Calls)
        {
            foreach (var given in call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf(intoFunctions: false)))
            {
                if (given is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                    && given.NamedSymbol() is { } buffer && IsBuffer(given.Type))
                {
                    data._symbols.Add(buffer);
                }
            }
        }

        for (var round = 0; round < MostRounds && data.Spread(region); round++)
        {
        }

        return data;
    }

    /// <summary>Whether an expression has something of it in it.</summary>
    public bool IsIn(IOperation? operation) => operation is not null && operation.DescendantsAndSelf().Any(IsOne);

    /// <summary>Whether an expression is just what a read call gave: the number of bytes, the line, the byte; also by way of its task.</summary>
    public bool IsResult(IOperation operation)
    {
        var value = operation.Unwrap();
        while (!_calls.Contains(value))
        {
            var inner = value switch
            {
                IAssignmentOperation assignment => assignment.Value,
                IInvocationOperation { TargetMethod.Name: "WaitAsync" or "TimeoutAfter" or "WithTimeout" or "OrTimeout" or "GetAwaiter" or "GetResult" } call => call.Receiver(),
                IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } => task,
                _ => null,
            };
            if (inner is null)
            {
                return value.NamedSymbol() is { } symbol && _results.Contains(symbol);
            }

            value = inner.Unwrap();
        }

        return true;
    }

    private static bool IsBuffer(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type is { Name: "Memory" or "Span" or "ArraySegment" or "SocketAsyncEventArgs" or "IMemoryOwner" };

    private bool IsOne(IOperation operation) =>
        _calls.Contains(operation) || (operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            && operation.NamedSymbol() is { } symbol && _symbols.Contains(symbol));

    private bool Spread(LoopRegion region)
    {
        var grown = false;
        foreach (var operation in region.Operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator when IsIn(initializer.Value):
                    Take(declarator.Symbol, initializer.Value);
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target.NamedSymbol() is { } target && IsIn(assignment.Value):
                    Take(target, assignment.Value);
                    break;
                case ICompoundAssignmentOperation compound when compound.Target.NamedSymbol() is { } target && IsIn(compound.Value):
                    grown |= _symbols.Add(target);
                    break;
                case IIsPatternOperation pattern when IsIn(pattern.Value):
                    foreach (var declared in pattern.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>())
                    {
                        if (declared.DeclaredSymbol is { } symbol)
                        {
                            Take(symbol, pattern.Value);
                        }
                    }

                    break;
                case IDeconstructionAssignmentOperation deconstruction when IsIn(deconstruction.Value):
                    foreach (var part in deconstruction.Target.DescendantsAndSelf())
                    {
                        grown |= part.NamedSymbol() is { } symbol && _symbols.Add(symbol);
                    }

                    break;
                case IForEachLoopOperation each when IsIn(each.Collection):
                    foreach (var local in each.Locals)
                    {
                        grown |= _symbols.Add(local);
                    }

                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: IInvocationOperation call } argument
                    when argument.Value.Given() is { } symbol && (_calls.Contains(call) || call.Arguments.Any(other => other != argument && IsIn(other.Value)) || IsIn(call.Instance)):
                    grown |= _symbols.Add(symbol);
                    break;
            }
        }

        return grown;

        void Take(ISymbol target, IOperation value)
        {
            grown |= _symbols.Add(target);
            if (IsResult(value))
            {
                grown |= _results.Add(target);
            }
        }
    }
}
