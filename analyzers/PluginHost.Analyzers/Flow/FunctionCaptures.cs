using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows which variables of a method its lambdas and local functions let go or give on.</summary>
internal sealed class FunctionCaptures
{
    private readonly Dictionary<SyntaxNode, IReadOnlyList<ISymbol>> _bySyntax = [];
    private readonly Dictionary<SyntaxNode, IReadOnlyList<IMemberReferenceOperation>> _closed = [];
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
                    if (IsWork(lambda))
                    {
                        _closed[lambda.Syntax] = [.. lambda.Body.DescendantsAndSelf(intoFunctions: false).OfType<IMemberReferenceOperation>().Where(member => IsClosed(member, apis))];
                    }

                    break;
                case ILocalFunctionOperation { Body: { } body } local:
                    _bySymbol[local.Symbol] = Captured(body, local.Symbol, apis, unresolved);
                    break;
            }
        }
    }

    /// <summary>The members that a lambda closes, by its syntax.</summary>
    public IReadOnlyList<IMemberReferenceOperation> ClosedBy(SyntaxNode lambda) => _closed.TryGetValue(lambda, out var closed) ? closed : [];

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

    /// <summary>Whether a lambda has run when the next statement begins, if on another thread: <c>await Task.Run(() => …)</c>.</summary>
    private static bool IsWork(IAnonymousFunctionOperation lambda)
    {
        if (lambda.Parent is not IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.Name: "Task" } or { Name: "StartNew", ContainingType.Name: "TaskFactory" } } started } })
        {
            return false;
        }

        var parent = started.Parent;
        while (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" } next)
        {
            parent = next.Parent;
        }

        return parent is IAwaitOperation or IInvocationOperation { TargetMethod: { Name: "Wait", Parameters.IsEmpty: true } or { Name: "GetResult" } };
    }

    private static bool IsClosed(IOperation reference, KnownApis apis) => reference.ParentBehindWrapping() switch
    {
        IInvocationOperation invocation when invocation.Receiver() == reference => Cleanup.Target(apis, invocation) is not null,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation invocation } => Cleanup.Target(apis, invocation) is not null,
        _ => false,
    };

    private static bool IsLetGo(IOperation reference, KnownApis apis) => IsClosed(reference, apis) || reference.ParentBehindWrapping() switch
    {
        IArgumentOperation or IReturnOperation or IUsingOperation or IArrayInitializerOperation or ITupleOperation or IVariableInitializerOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Value.Unwrap() == reference,
        _ => false,
    };
}
