using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>A call that closes a connection, or says goodbye on it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Target">What it is called on; <see langword="null"/> for a helper or a method of one's own.</param>
/// <param name="LetsGo">Whether the handle is gone after it; else only a goodbye was said.</param>
internal sealed record ClosingCall(IInvocationOperation Call, IOperation? Target, bool LetsGo)
{
    /// <summary>The field, property, local or parameter closed.</summary>
    public ISymbol? Symbol => Target?.NamedSymbol();

    /// <summary>What holds the connection, also where a socket inside it is closed: of <c>_tcp.Client</c> it is <c>_tcp</c>.</summary>
    public ISymbol? Holder
    {
        get
        {
            var target = Target?.BehindNullTest().Unwrap();
            while (target is IPropertyReferenceOperation { Property.Name: "Client" or "Socket" or "BaseStream", Instance: { } inner } && inner.BehindNullTest().Unwrap() is var holder and not IInstanceReferenceOperation)
            {
                target = holder;
            }

            return target?.NamedSymbol();
        }
    }

    /// <summary>How a message names it: <c>_socket.Close</c>.</summary>
    public string Display
    {
        get
        {
            var receiver = Call.Instance is null || Call.Instance.IsImplicit ? null : Call.Instance.BehindNullTest().Syntax;
            while (receiver is ParenthesizedExpressionSyntax parenthesized)
            {
                receiver = parenthesized.Expression;
            }

            return receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax
                ? $"{receiver}.{Call.TargetMethod.Name}"
                : Call.TargetMethod.Name;
        }
    }
}
