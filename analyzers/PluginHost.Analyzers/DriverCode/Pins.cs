using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.DriverCode;

/// <summary>Finds the uses of APIs that keep a driver's code loaded.</summary>
internal sealed class Pins
{
    private readonly Dictionary<ISymbol, List<PinningApi>> _rows = new(SymbolEqualityComparer.Default);
    private readonly OwnTypes _own;

    public Pins(Compilation compilation)
    {
        _own = new OwnTypes(compilation.Assembly);
        foreach (var row in PinningApis.Rows)
        {
            foreach (var type in compilation.Find(row.Type))
            {
                if (!_rows.TryGetValue(type, out var rows))
                {
                    _rows[type] = rows = [];
                }

                rows.Add(row);
            }
        }
    }

    /// <summary>What an operation keeps loaded, with what to write instead; <see langword="null"/> where it keeps nothing.</summary>
    public (string Name, string Remedy)? Of(IOperation operation, INamedTypeSymbol? within)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return Row(constructor) is { } created && Holds(created, creation, constructor, creation.Arguments, within) ? (creation.Type!.Name, created.Remedy) : null;
            case IInvocationOperation call:
                return Row(call.TargetMethod) is { } called && Holds(called, call, call.TargetMethod, call.Arguments, within)
                    ? ($"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", called.Remedy) : null;
            case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { } raised } }:
                return Row(raised) is { Use: PinningUse.Subscription } subscribed && !IsTakenBack(operation, raised) ? ($"{raised.ContainingType.Name}.{raised.Name}", subscribed.Remedy) : null;
            case IEventAssignmentOperation or IInvocationOperation or IObjectCreationOperation or IDynamicMemberReferenceOperation { Parent: IDynamicInvocationOperation }:
                return null;
            default:
                return ("dynamic", PinningApis.DynamicRemedy);
        }
    }

    private PinningApi? Row(ISymbol member) =>
        member.ContainingType is { } type && _rows.TryGetValue(type.OriginalDefinition, out var rows) ? rows.FirstOrDefault(row => row.Fits(member.Name)) : null;

    private bool Holds(PinningApi row, IOperation operation, IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, INamedTypeSymbol? within) => row.Use switch
    {
        PinningUse.Any => true,
        PinningUse.OwnType => _own.In(method, arguments) is not null && !(operation is IInvocationOperation call && JsonOptions.TellTheShape(call)),
        PinningUse.OwnEnum => _own.EnumIn(method, arguments) is not null,
        PinningUse.Undisposed => !IsDisposed(operation, within),
        PinningUse.Discarded => operation.ParentBehindWrapping() is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } && !IsAwaited(operation),
        _ => false,
    };

    /// <summary>Whether what is created is closed in the type, or given to someone who may.</summary>
    private static bool IsDisposed(IOperation creation, INamedTypeSymbol? within)
    {
        var holder = creation.ParentBehindWrapping() switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } => target.Member,
            IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } => fields[0],
            IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } => properties[0],
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => null,
            _ => creation.Type,
        };
        return holder is ITypeSymbol || (holder is not null && within is not null && UserResources.IsClosedIn(within, holder));
    }

    private static bool IsAwaited(IOperation task)
    {
        for (var parent = task.Parent; parent is IConversionOperation or IParenthesizedOperation or IInvocationOperation or IAwaitOperation; parent = parent.Parent)
        {
            if (parent is IAwaitOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTakenBack(IOperation subscription, IEventSymbol raised)
    {
        var root = subscription.Syntax.Ancestors().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>().LastOrDefault();
        return root?.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax>().Any(one =>
            one.OperatorToken.ValueText == "-=" && (one.Left as Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == raised.Name) == true;
    }
}
