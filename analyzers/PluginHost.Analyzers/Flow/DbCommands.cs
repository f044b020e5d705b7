using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows on which connection each command of a method works: a command closes none, its reader may.</summary>
internal sealed class DbCommands
{
    private readonly Dictionary<ISymbol, Value> _connections = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the type only works on a connection that it is given.</summary>
    public static bool IsCommand(ITypeSymbol? type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None } && (Is(type) || type.AllInterfaces.Any(Is));

    /// <summary>Whether the assignment tells a command which connection is meant: <c>command.Connection = connection</c>.</summary>
    public static bool IsConnectionOf(IOperation target) => target is IPropertyReferenceOperation { Property.Name: "Connection", Instance.Type: { } type } && IsCommand(type);

    /// <summary>Whether the assignment tells a command what it works with, which stays whose it is.</summary>
    public static bool IsTold(IOperation target) =>
        IsConnectionOf(target) || target is IPropertyReferenceOperation { Property.Name: "Transaction", Instance.Type: { } type } && IsCommand(type);

    /// <summary>Whether a method without source gives a reader or a transaction that whoever called it must close.</summary>
    public static bool Gives(IMethodSymbol method) => method.Name is "ExecuteReader" or "ExecuteReaderAsync" or "EndExecuteReader" or "BeginTransaction" or "BeginTransactionAsync";

    /// <summary>Whether a call ends a transaction: nothing of it is left open on the connection.</summary>
    public static bool EndsTransaction(IInvocationOperation call) =>
        call.TargetMethod.Name is "Commit" or "CommitAsync" or "Rollback" or "RollbackAsync" && call.TargetMethod.Parameters.All(parameter => parameter.Type.SpecialType != SpecialType.System_String)
        && call.Instance?.Type is INamedTypeSymbol type && (IsTransaction(type) || type.AllInterfaces.Any(IsTransaction));

    /// <summary>Takes in what an assignment tells.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="valueOf">What an operand gives.</param>
    public void Read(ISimpleAssignmentOperation assignment, Func<IOperation, Value> valueOf)
    {
        if (!IsCommand(assignment.Target.Type) && !IsConnectionOf(assignment.Target))
        {
            return;
        }

        var (command, connection) = (assignment.Target, assignment.Value.Unwrap()) switch
        {
            (IPropertyReferenceOperation { Instance: { } instance } target, var value) when IsConnectionOf(target) => (instance.NamedSymbol(), valueOf(value)),
            (var target, IInvocationOperation { TargetMethod.Name: "CreateCommand", Instance: { } instance }) => (target.NamedSymbol(), valueOf(instance)),
            (var target, IObjectCreationOperation creation) => (target.NamedSymbol(), creation.Arguments.Select(argument => valueOf(argument.Value)).FirstOrDefault(value => value.IsTracked)),
            _ => (null, Value.None),
        };
        if (command is not null && connection.IsTracked)
        {
            _connections[command] = connection;
        }
    }

    /// <summary>The connection that goes when the reader which a call gives is closed.</summary>
    public Value ClosedWithReader(IInvocationOperation call) =>
        call.TargetMethod.Name is "ExecuteReader" or "ExecuteReaderAsync"
        && call.Arguments.Any(argument => argument.Parameter?.Type.Name == "CommandBehavior" && argument.Value.ConstantValue is { HasValue: true, Value: int behavior } && (behavior & 32) != 0)
        && call.Instance?.NamedSymbol() is { } command && _connections.TryGetValue(command, out var connection)
            ? connection
            : Value.None;

    private static bool IsTransaction(ITypeSymbol type) => type is { Name: "IDbTransaction", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } };

    private static bool Is(ITypeSymbol type) => type is { Name: "IDbCommand" or "IDataAdapter", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } };
}
