using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Streams;

/// <summary>Tells whether a type has any means to notice that a peer is gone.</summary>
internal static class SignsOfLife
{
    private static readonly HashSet<string> Names = Words.Set("Ping", "Pong", "Heartbeat", "Keepalive", "Alive", "Watchdog", "Idle", "Beat", "Noop", "Inactivity", "Stale");

    public static bool In(TypeBlocks blocks, ReadCalls calls, CancellationToken cancellationToken) =>
        blocks.Type.GetMembers().Any(member => Words.Any(member.Name, Names))
        || blocks.All.SelectMany(block => block.Operations).Any(operation => IsSign(operation, calls, cancellationToken));

    private static bool IsSign(IOperation operation, ReadCalls calls, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "IOControl" or "SetRawSocketOption" } => true,
        IInvocationOperation call when Words.Any(call.TargetMethod.Name, Names) => true,
        IFieldReferenceOperation { Field: { Name: "KeepAlive", ContainingType.Name: "SocketOptionName" } } => true,
        IPropertyReferenceOperation { Property.Name: "KeepAlivePingDelay" or "KeepAlivePingTimeout" or "ConnectCallback" or "ReceiveTimeout" or "ReadTimeout" } => true,
        IInvalidOperation => operation.MayDoAnything(),
        IObjectCreationOperation { Type.Name: "Timer" or "PeriodicTimer" or "DispatcherTimer" } => true,
        ILoopOperation loop => loop.DescendantsAndSelf(intoFunctions: false).Any(one => one is IInvocationOperation call && calls.RoleOf(call, cancellationToken).HasFlag(ApiRole.Writes)),
        _ => false,
    };
}
