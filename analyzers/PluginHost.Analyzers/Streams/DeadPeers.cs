using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reconnects;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Streams;

/// <summary>Finds the loops that only read from a TCP connection of the type's own, which has no sign of life.</summary>
internal sealed class DeadPeers
{
    private readonly TypeBlocks _blocks;
    private readonly LifecycleContext _context;
    private readonly StreamRoots _roots;
    private readonly Durations _durations;
    private readonly Lazy<TypeFacts> _facts;
    private readonly Lazy<bool> _hasSign;

    public DeadPeers(TypeBlocks blocks, LifecycleContext context, StreamRoots roots, Durations durations, ReadCalls calls, CancellationToken cancellationToken)
    {
        (_blocks, _context, _roots, _durations) = (blocks, context, roots, durations);
        _facts = new(() => context.FactsOf(blocks));
        _hasSign = new(() => SignsOfLife.In(blocks, calls, cancellationToken));
    }

    public UnnoticedPeer? Of(EndlessLoop loop, CancellationToken cancellationToken)
    {
        if (!loop.IsSure || Purposes.EndsByName(loop.Region.Loop, loop.Region.Block))
        {
            return null;
        }

        foreach (var read in loop.Reads.OfType<IInvocationOperation>())
        {
            if (Candidates(read).Select(one => _roots.Of(one, loop.Region.Block)).FirstOrDefault(one => one is not null) is (var root, var holder)
                && Peer(root, holder, loop.Region.Block) is { } peer && !loop.Region.Contains(peer.Place))
            {
                return _hasSign.Value || IsLimited(loop.Region, cancellationToken) ? null : peer;
            }
        }

        return null;
    }

    private IEnumerable<IOperation> Candidates(IInvocationOperation read) =>
        read.Receiver() is { } receiver and not IInstanceReferenceOperation ? [receiver]
            : read.Arguments.Select(argument => argument.Value).Where(value => _context.Types.MayHoldConnection(value.Unwrap().Type));

    private bool IsLimited(LoopRegion region, CancellationToken cancellationToken) =>
        region.Calls.Any(call => _facts.Value.Waits.Of(call, region.Block, region.Contains, cancellationToken) is not null)
        || _facts.Value.Deadlines.Holds(region, cancellationToken);

    private UnnoticedPeer? Peer(IOperation root, ISymbol? holder, CodeBlock block)
    {
        if (root is IInvocationOperation { Instance: { } client })
        {
            // A client from elsewhere may have any handler; one that is made here shows it.
            return ConnectCalls.IsStreaming(root) && _roots.Of(client, block)?.Root is IObjectCreationOperation { Type.Name: "HttpClient" } made && made.Arguments.All(argument => argument.Value.Unwrap() is IObjectCreationOperation or ILiteralOperation)
                ? new UnnoticedPeer(made, null)
                : null;
        }

        return root is IObjectCreationOperation creation && IsMute(creation, holder) ? new UnnoticedPeer(ConnectOf(holder) ?? creation, SocketOf(creation, holder)) : null;
    }

    /// <summary>TCP says nothing unless it is asked to; a web socket pings unless it is told not to.</summary>
    private bool IsMute(IObjectCreationOperation creation, ISymbol? holder) => creation.Type?.Name switch
    {
        "TcpClient" => true,
        "Socket" => creation.Arguments.All(argument => argument.Value.Unwrap() is not IFieldReferenceOperation { Field.Name: "Dgram" or "Raw" or "Udp" or "Unix" or "Icmp" }),
        "ClientWebSocket" => holder is not null && _blocks.All.Any(block => block.Operations.OfType<ISimpleAssignmentOperation>().Any(setting =>
            setting.Target is IPropertyReferenceOperation { Property.Name: "KeepAliveInterval" }
            && _durations.Of(setting.Value, TimeUnit.Milliseconds, block) is var time && (time.IsEndless || time.Length == TimeSpan.Zero))),
        _ => false,
    };

    private IOperation? ConnectOf(ISymbol? holder) => holder is null ? null : _blocks.All.SelectMany(block => block.Calls).FirstOrDefault(call =>
        call.Receiver() is { } receiver && SymbolEqualityComparer.Default.Equals(receiver.NamedSymbol(), holder)
        && _context.Apis.RoleOf(call.TargetMethod, receiver.Type).HasFlag(ApiRole.Connects));

    private static string? SocketOf(IObjectCreationOperation creation, ISymbol? holder) => (holder, creation.Type?.Name) switch
    {
        (null, _) => null,
        ({ Name: var name }, "TcpClient") => $"{name}.Client",
        ({ Name: var name }, "Socket") => name,
        _ => null,
    };
}
