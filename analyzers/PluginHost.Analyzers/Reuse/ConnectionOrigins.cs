using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Goes from a stream, reader or view back to what it stands on: <c>_tcp</c> for <c>new StreamReader(_tcp.GetStream())</c>.</summary>
internal static class ConnectionOrigins
{
    private const int MostNested = 8;

    /// <summary>The operation that names, makes or gets the connection.</summary>
    public static IOperation Of(IOperation value)
    {
        for (var depth = 0; depth < MostNested; depth++)
        {
            value = value.BehindNullTest().Unwrap();
            var inner = value switch
            {
                IConditionalAccessOperation access => access.WhenNotNull,
                ICoalesceOperation choice => choice.Value,
                ICoalesceAssignmentOperation assignment => assignment.Target,
                ISimpleAssignmentOperation assignment => assignment.Value,
                IPropertyReferenceOperation { Property.Name: "Client" or "BaseStream" or "Socket" or "InnerStream" or "UnderlyingSocket" or "Result", Instance: { } instance and not IInstanceReferenceOperation } => instance,
                IInvocationOperation { TargetMethod.Name: "GetStream" or "GetAwaiter" or "GetResult", Instance: { } instance and not IInstanceReferenceOperation } => instance,
                IInvocationOperation { TargetMethod: { Name: "Exchange", ContainingType.Name: "Interlocked" }, Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
                IObjectCreationOperation { Arguments: { IsEmpty: false } arguments } creation when Wrapping.Of(creation) != WrapperRole.None => arguments[0].Value,
                _ => null,
            };
            if (inner is null)
            {
                return value;
            }

            value = inner;
        }

        return value;
    }

    /// <summary>The variable, member or method of the type itself from which the connection comes; <see langword="null"/> where it is made on the spot.</summary>
    public static ISymbol? SymbolOf(IOperation value) => Of(value) switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method, Instance: null or IInstanceReferenceOperation } => method.OriginalDefinition,
        var origin => origin.NamedSymbol()?.OriginalDefinition,
    };
}
