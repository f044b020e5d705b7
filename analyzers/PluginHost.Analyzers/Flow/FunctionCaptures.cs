using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows which variables of a method its lambdas and local functions let go or give on.</summary>
internal sealed class FunctionCaptures
{
    private readonly Dictionary<SyntaxNode, IReadOnlyList<ISymbol>> _bySyntax = [];
    private readonly Dictionary<ISymbol, IReadOnlyList<ISymbol>> _bySymbol = new(SymbolEqualityComparer.Default);

    /// <param name="root">The whole method.</param>
    /// <param name="apis">The known members.</param>
    public FunctionCaptures(IOperation root, KnownApis apis)
    {
        var unresolved = new UnresolvedNames();
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda:
                    _bySyntax[lambda.Syntax] = Captured(lambda.Body, lambda.Symbol, apis, unresolved);
                    break;
                case ILocalFunctionOperation { Body: { } body } local:
                    _bySymbol[local.Symbol] = Captured(body, local.Symbol, apis, unresolved);
                    break;
            }
        }
    }

    /// <summary>Whether there are any lambdas or local functions.</summary>
    public bool HasFunctions => _bySyntax.Count + _bySymbol.Count > 0;

    /// <summary>By the syntax of a lambda.</summary>
    public IReadOnlyList<ISymbol> Of(SyntaxNode lambda) => _bySyntax.TryGetValue(lambda, out var captured) ? captured : [];

    /// <summary>By the symbol of a local function.</summary>
    public IReadOnlyList<ISymbol> Of(IMethodSymbol localFunction) =>
        _bySymbol.TryGetValue(localFunction.OriginalDefinition, out var captured) ? captured : [];

    private static IReadOnlyList<ISymbol> Captured(IOperation body, IMethodSymbol function, KnownApis apis, UnresolvedNames unresolved)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.DescendantsAndSelf())
        {
            var variable = operation switch
            {
                ILocalReferenceOperation local => (ISymbol)local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is not null && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function) && (IsLetGo(operation, apis) || unresolved.Take(operation, variable)))
            {
                found.Add(variable);
            }
        }

        return [.. found];
    }

    private static bool IsLetGo(IOperation reference, KnownApis apis) => reference.ParentBehindWrapping() switch
    {
        IInvocationOperation invocation when invocation.Receiver() == reference => Cleanup.Target(apis, invocation) is not null,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation invocation } => Cleanup.Target(apis, invocation) is not null,
        IArgumentOperation or IReturnOperation or IUsingOperation or IArrayInitializerOperation or ITupleOperation or IVariableInitializerOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Value.Unwrap() == reference,
        _ => false,
    };
}
