using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Reuse;
namespace PluginHost.Analyzers.Rules;

/// <summary>PH0005: a read times out, and the connection stays in use with its answer still to come.</summary>
internal sealed class ReusedConnectionRule : LifecycleRule
{
    /// <summary>What a finding tells its fix: the member to close, and how the timeout shows.</summary>
    internal const string HolderKey = "holder";
    internal const string ThrownKey = "thrown";

    private const string Title = "Connection is used again after a read timed out";
    private const string Description =
        "The answer that came too late is still under way: the next read takes it for its own, and from then on every answer belongs to the question before. Close the connection when a read times out, and connect anew.";

    private static readonly DiagnosticDescriptor CutOff = Descriptors.Warning(
        RuleIdentifiers.ReusedAfterTimeout, Title, "'{0}' stays in use after this read timed out; an answer that comes late is taken for the next one", Description);

    private static readonly DiagnosticDescriptor Abandoned = Descriptors.Warning(
        RuleIdentifiers.ReusedAfterTimeout, Title, "When the time is over this read goes on alone and eats the next answer, for '{0}' stays in use", Description);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(CutOff, Abandoned, NotAnalysed.Descriptor);

    public ReusedConnectionRule()
        : base(RuleIdentifiers.ReusedAfterTimeout)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var closings = new ClosingCalls(context);
        var handlers = new TimeoutHandlers(start.Compilation);
        start.EachType((blocks, end) =>
        {
            // What is itself a stream or a connection leaves that to its owner.
            if (HeldConnections.Any(blocks.Type, context.Types) && !context.Types.IsWrapper(blocks.Type) && context.Types.KindOf(blocks.Type) != ResourceKind.Connection
                && blocks.All.Any(block => block.Calls.Any(call => TimedReads.IsRead(call.TargetMethod.Name))))
            {
                Report(blocks, context, closings, handlers, end);
            }
        });
    }

    private static void Report(
        TypeBlocks blocks, LifecycleContext context, ClosingCalls closings, TimeoutHandlers handlers, SymbolAnalysisContext end)
    {
        var facts = context.FactsOf(blocks);
        var held = new HeldConnections(blocks, context, closings, end.CancellationToken);
        var reads = new TimedReads(facts, held, context);
        var loops = new ReadingLoops(context.Loops, context.Reads);
        var paths = new Dictionary<HeldConnection, TimeoutPaths>();
        foreach (var block in blocks.All)
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            var reported = new HashSet<(HeldConnection Connection, IOperation Function)>();
            foreach (var read in reads.In(block, end.CancellationToken))
            {
                if (!paths.TryGetValue(read.Connection, out var path))
                {
                    paths[read.Connection] = path = new TimeoutPaths(
                        blocks, new Closures(blocks, held, read.Connection, context, closings, end.CancellationToken), new FreshConnections(blocks, read.Connection), loops, handlers, end.CancellationToken);
                }

                // Head and body of one answer are one exchange.
                var function = read.Read.Ancestors().FirstOrDefault(one => one is IAnonymousFunctionOperation or ILocalFunctionOperation) ?? block.Root;
                if (!reported.Contains((read.Connection, function)) && path.LeaveItInUse(read))
                {
                    reported.Add((read.Connection, function));
                    end.ReportDiagnostic(Finding(read, handlers));
                }
            }
        }
    }

    private static Diagnostic Finding(TimedRead read, TimeoutHandlers handlers)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(HolderKey, read.Connection.Holder.Name);
        var told = read.IsTold ? ToldTimeout.Of(read) : null;
        if (!read.IsTold && handlers.ThrownBy(read) is { } thrown)
        {
            properties = properties.Add(ThrownKey, thrown.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        }

        // The limit, and what to repair: the branch that runs when the time is over, else the wait that throws.
        var place = told is null ? read.Wait.Operation : told.Branch;
        IEnumerable<Location> places = [read.Wait.LimitedBy.Syntax.GetLocation(), .. place is null ? [] : new[] { place.Syntax.GetLocation() }];
        return Diagnostic.Create(read.IsAbandoned ? Abandoned : CutOff, read.Read.Syntax.GetLocation(), places, properties, read.Connection.Holder.Name);
    }
}
