using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Loops;

/// <summary>Tells which calls take something from a peer, give it something, or connect to it; of source methods by their body.</summary>
internal sealed class ReadCalls(LifecycleContext context)
{
    private const ApiRole Talk = ApiRole.Reads | ApiRole.Writes | ApiRole.Connects;
    private const int MostNested = 3;

    private static readonly IReadOnlyList<ApiRow> Names =
        [new("Read", ApiRole.Reads), new("Receive", ApiRole.Reads), new("Recv", ApiRole.Reads), new("TryRead", ApiRole.Reads), new("TryReceive", ApiRole.Reads)];

    /// <summary>Only methods with such a word in their name are looked into: to bind every callee would cost more than it finds.</summary>
    private static readonly IReadOnlyList<string> Words =
        [.. ApiTable.NetworkNames, "Recv", "Get", "Next", "Fetch", "Query", "Command", "Ack", "Poll", "Wait", "Fill", "Login", "Load", "Download", "Take"];

    private readonly ConcurrentDictionary<IMethodSymbol, ApiRole> _roles = new(SymbolEqualityComparer.Default);

    /// <summary>The roles among reading, writing and connecting that a call has.</summary>
    public ApiRole RoleOf(IInvocationOperation call, CancellationToken cancellationToken) => RoleOf(call, 0, cancellationToken);

    private ApiRole RoleOf(IInvocationOperation call, int depth, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        var receiver = call.Receiver()?.Type;
        if (receiver is not null && context.Types.IsInMemory(receiver))
        {
            return ApiRole.None;
        }

        var known = context.Apis.RoleOf(method, receiver) & Talk;
        if (known != ApiRole.None || method.DeclaringSyntaxReferences.IsEmpty)
        {
            return known;
        }

        var named = Names.FirstOrDefault(row => row.Fits(method.Name))?.Role ?? ApiRole.None;
        return named | OfBody(method, depth, cancellationToken);
    }

    private static bool MaySpeak(string name) => Words.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0);

    private ApiRole OfBody(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (_roles.TryGetValue(method.OriginalDefinition, out var known))
        {
            return known;
        }

        if (depth >= MostNested || !MaySpeak(method.Name) || context.Bodies.Of(method, cancellationToken) is not { } body)
        {
            return ApiRole.None;
        }

        var role = ApiRole.None;
        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            if (operation is IInvocationOperation call && !SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition))
            {
                role |= RoleOf(call, depth + 1, cancellationToken);
            }
        }

        return depth == 0 ? _roles.GetOrAdd(method.OriginalDefinition, role) : role;
    }
}
