using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>Tells which calls connect to a peer: by the table, by the body of a source method, by the name where there is none.</summary>
internal sealed class ConnectCalls(LifecycleContext context)
{
    private const int MostNested = 3;

    private static readonly IReadOnlyList<ApiRow> Names =
        [new("Connect", ApiRole.Connects), new("Reconnect", ApiRole.Connects), new("CreateConnection", ApiRole.Connects), new("OpenConnection", ApiRole.Connects)];

    private readonly ConcurrentDictionary<IMethodSymbol, ConnectKind> _known = new(SymbolEqualityComparer.Default);

    public ConnectKind KindOf(IOperation operation, CancellationToken cancellationToken)
    {
        if (operation is not IInvocationOperation call)
        {
            return IsConnectingCreation(operation) ? ConnectKind.Throws : ConnectKind.None;
        }

        return OfCall(call) ?? OfBody(call.TargetMethod, 0, cancellationToken);
    }

    /// <summary>Whether an HTTP call gives a stream that is read as it comes.</summary>
    public static bool IsStreaming(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "HttpClient" or "HttpMessageInvoker", Name: var name } } call
        && (name == "GetStreamAsync" || call.Arguments.Any(argument => argument.Parameter?.Type.Name == "HttpCompletionOption" && argument.Value.ConstantValue is { HasValue: true, Value: 1 }));

    private static bool IsConnectingCreation(IOperation operation) =>
        operation is IObjectCreationOperation { Type: { Name: "TcpClient", ContainingNamespace.Name: "Sockets" }, Arguments.Length: 2 } creation && creation.Arguments[0].Value.Type?.SpecialType == SpecialType.System_String;

    /// <summary><see langword="null"/> where the body decides.</summary>
    private ConnectKind? OfCall(IInvocationOperation call)
    {
        var (method, receiver) = (call.TargetMethod, call.Receiver()?.Type);

        // These wait for a peer, or only note its address.
        if (method.Name.StartsWith("WaitForConnection", StringComparison.Ordinal) || method.Name.StartsWith("EndWaitForConnection", StringComparison.Ordinal)
            || method.Name is "Listen" or "ListenAsync" || receiver is { Name: "UdpClient" })
        {
            return ConnectKind.None;
        }

        if (context.Apis.RoleOf(method, receiver).HasFlag(ApiRole.Connects) || method is { Name: "StartAsync", ContainingType.Name: "HubConnection" })
        {
            return ConnectKind.Throws;
        }

        if (!method.DeclaringSyntaxReferences.IsEmpty && !method.IsAbstract)
        {
            return null;
        }

        return !Framework.Has(method) && method.MethodKind != MethodKind.DelegateInvoke && Names.Any(row => row.Fits(method.Name))
            ? ConnectKind.Throws
            : ConnectKind.None;
    }

    private ConnectKind OfBody(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_known.TryGetValue(method, out var known))
        {
            return known;
        }

        if (depth >= MostNested || context.Bodies.Of(method, cancellationToken) is not { } body)
        {
            return ConnectKind.None;
        }

        var (found, calls) = (ConnectKind.None, new List<IInvocationOperation>());
        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            if (IsConnectingCreation(operation))
            {
                found = Worse(found, ConnectKind.Throws, operation);
            }
            else if (operation is IInvocationOperation call)
            {
                if (OfCall(call) is { } kind)
                {
                    found = Worse(found, kind, call);
                }
                else
                {
                    calls.Add(call);
                }
            }
        }

        foreach (var call in calls)
        {
            if (found == ConnectKind.None)
            {
                found = Worse(found, OfBody(call.TargetMethod, depth + 1, cancellationToken), call);
            }
        }

        return depth == 0 ? _known.GetOrAdd(method, found) : found;
    }

    private static ConnectKind Worse(ConnectKind found, ConnectKind kind, IOperation operation) =>
        kind == ConnectKind.None || found == ConnectKind.Throws ? found
        : kind == ConnectKind.Throws && !operation.IsCaughtBelow(null) ? ConnectKind.Throws
        : ConnectKind.Tells;
}
