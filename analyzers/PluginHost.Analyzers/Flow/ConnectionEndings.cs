using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

/// <summary>Tells whether a body that comes by a reader or a transaction ends the connection below it as well: then nothing is left open.</summary>
internal sealed class ConnectionEndings(IOperation root, LifecycleContext context, CancellationToken cancellationToken)
{
    private const int MostSteps = 12;

    private bool? _endsAny;
    private HashSet<ISymbol>? _closed;

    /// <summary>Whether what a call gives ends with something that the body opens or closes.</summary>
    public bool Takes(IInvocationOperation call) => (_endsAny ??= root.DescendantsAndSelf().Any(Ends)) || StandsOnClosed(call.Instance);

    private bool Ends(IOperation operation) => operation switch
    {
        IUsingOperation { Resources: { } resource } => NamesIn(resource).Any(symbol => IsConnection(symbol.Type())) || IsConnection(resource.Unwrap().Type),
        IUsingDeclarationOperation declaration => NamesIn(declaration.DeclarationGroup).Any(symbol => IsConnection(symbol.Type())),
        IObjectCreationOperation creation => IsConnection(creation.Type),
        IInvocationOperation { Instance: IInstanceReferenceOperation } own when context.ClosingMethodNames.Contains(own.TargetMethod.Name) || own.TargetMethod.Name is "Dispose" or "DisposeAsync" => true,
        IInvocationOperation call => IsConnection(Cleanup.Target(context.Apis, call)?.Type)
            || (IsConnection(call.Type) || IsConnection((call.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault())) && context.Acquisitions.OfCall(call, cancellationToken) != ResourceKind.None,
        _ => false,
    };

    private bool StandsOnClosed(IOperation? value)
    {
        for (var steps = 0; value is not null && steps < MostSteps; steps++)
        {
            value = value.Unwrap();
            if (value is IObjectCreationOperation creation && !DbCommands.IsCommand(creation.Type) || value.NamedSymbol() is { } symbol && !DbCommands.IsCommand(symbol.Type()) && Closed().Contains(symbol))
            {
                return true;
            }

            value = value switch
            {
                IInvocationOperation call => call.Receiver() ?? call.Arguments.FirstOrDefault()?.Value,
                IPropertyReferenceOperation property => property.Instance,
                ILocalReferenceOperation { Local: var local } => ValueOf(local),
                _ => null,
            };
        }

        return false;
    }

    private HashSet<ISymbol> Closed()
    {
        if (_closed is null)
        {
            _closed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var operation in root.DescendantsAndSelf())
            {
                _closed.UnionWith(operation switch
                {
                    IUsingOperation { Resources: { } resource } => NamesIn(resource),
                    IUsingDeclarationOperation declaration => NamesIn(declaration.DeclarationGroup),
                    IInvocationOperation call when Cleanup.Target(context.Apis, call)?.NamedSymbol() is { } symbol => [symbol],
                    _ => [],
                });
            }
        }

        return _closed;
    }

    private IOperation? ValueOf(ILocalSymbol local) => root.DescendantsAndSelf().Select(operation => operation switch
    {
        IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => value,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, local) => assignment.Value,
        _ => null,
    }).FirstOrDefault(value => value is not null && value.ConstantValue is not { HasValue: true, Value: null });

    private static IEnumerable<ISymbol> NamesIn(IOperation resource) => resource is IVariableDeclarationGroupOperation group
        ? group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => declarator.Symbol)
        : resource.NamedSymbol() is { } symbol ? [symbol] : [];

    private static bool IsConnection(ITypeSymbol? type) => type is INamedTypeSymbol { SpecialType: SpecialType.None } && (Is(type) || type.AllInterfaces.Any(Is));

    private static bool Is(ITypeSymbol type) => type is { Name: "IDbConnection", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } };
}
