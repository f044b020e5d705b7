using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows how a callback comes by the connection that it was begun on.</summary>
internal static class Callbacks
{
    /// <summary>Whether a cast takes out what whoever began the call has put in: <c>(Socket)result.AsyncState</c>.</summary>
    public static bool IsStateOf(IConversionOperation conversion) => conversion.Operand is IPropertyReferenceOperation
    {
        Property: { Name: "AsyncState", ContainingType.Name: "IAsyncResult" or "Task" } or { Name: "UserToken", ContainingType.Name: "SocketAsyncEventArgs" },
    };
}
