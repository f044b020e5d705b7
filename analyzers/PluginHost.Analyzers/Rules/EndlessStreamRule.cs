using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Streams;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0008: a limit for the whole of a stream that has no end. PH0009: such a stream with no means to notice that the peer is gone.</summary>
internal sealed class EndlessStreamRule : LifecycleRule
{
    private static readonly DiagnosticDescriptor TotalLimit = Descriptors.Warning(
        RuleIdentifiers.TotalLimitOnEndlessStream,
        "Total time limit on an endless stream",
        "{0} for the whole stream, and the stream has no end: the loop stops when the time is over, however busy the peer is",
        "A stream of events lasts as long as both sides live. A limit over all of it ends it in the midst of its work. Limit the silence between two events instead: arm the source anew for each.");

    private static readonly DiagnosticDescriptor DeadPeer = Descriptors.Info(
        RuleIdentifiers.DeadPeerUnnoticed,
        "Long-lived stream cannot notice a dead peer",
        "The loop in line {0} only reads from this connection, and nothing tells it when the peer is gone without a word: no keep-alive, no limit for silence, no write of its own",
        "A peer that loses its power or its network closes nothing. Whoever only reads from it waits for ever. Switch on keep-alive, limit the silence, or ask the peer now and then.");

    /// <summary>What a finding tells its fix: the expression that names the socket.</summary>
    internal const string SocketKey = "socket";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TotalLimit, DeadPeer, NotAnalysed.Descriptor);

    public EndlessStreamRule()
        : base(RuleIdentifiers.TotalLimitOnEndlessStream)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var durations = context.Durations;
        var calls = context.Reads;
        var loops = new EndlessLoops(context.Loops, calls, context.Types);
        start.EachType((blocks, end) => Report(blocks, context, durations, calls, loops, end));
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, Durations durations, ReadCalls calls, EndlessLoops loops, SymbolAnalysisContext end)
    {
        // Its attributes are looked at only where there is something to say.
        var isTest = new Lazy<bool>(() => Purposes.IsTest(blocks.Type));
        var armed = new ArmedStreams(blocks, new TokenOrigins(durations, context.Bodies, blocks), durations);
        var roots = new StreamRoots(blocks);
        var buffered = new BufferedStreams(blocks, roots, durations);
        var awaited = new AwaitedStreams(context.Bodies, loops, durations);
        var silent = new DeadPeers(blocks, context, roots, durations, calls, end.CancellationToken);
        var said = new HashSet<IOperation>();
        foreach (var block in blocks.All)
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            foreach (var operation in block.Has(OperationKind.Loop) || block.Has(OperationKind.Invocation) ? block.Operations : [])
            {
                if (operation is IInvocationOperation call && awaited.Of(call, block, end.CancellationToken) is { } around && said.Add(around.Place) && !isTest.Value)
                {
                    end.ReportDiagnostic(Finding(around));
                }

                if (operation is not ILoopOperation loop || loops.Of(block.RegionOf(loop), end.CancellationToken) is not { Region.IsResolved: true } endless || isTest.Value)
                {
                    continue;
                }

                var limits = buffered.Of(endless) is { } body ? [body] : armed.Of(endless, end.CancellationToken);
                foreach (var limit in limits.Where(limit => said.Add(limit.Place)))
                {
                    end.ReportDiagnostic(Finding(limit));
                }

                // One bug, one report.
                if (limits.Count == 0 && silent.Of(endless, end.CancellationToken) is { } peer && said.Add(peer.Place))
                {
                    end.ReportDiagnostic(Finding(peer, endless));
                }
            }
        }
    }

    private static Diagnostic Finding(UnnoticedPeer peer, EndlessLoop endless)
    {
        var loop = endless.Region.Loop.Syntax.GetLocation();
        return Diagnostic.Create(
            DeadPeer, peer.Place.Syntax.GetLocation(), [loop], ImmutableDictionary<string, string?>.Empty.Add(SocketKey, peer.Socket), loop.GetLineSpan().StartLinePosition.Line + 1);
    }

    private static Diagnostic Finding(TotalLimit limit)
    {
        var words = limit.Limit.Length is { } known ? $"The limit of {Duration.InWords(known)} is" : "The limit is";
        return Diagnostic.Create(TotalLimit, limit.Place.Syntax.GetLocation(), [limit.Loop.Region.Loop.Syntax.GetLocation()], words);
    }
}
