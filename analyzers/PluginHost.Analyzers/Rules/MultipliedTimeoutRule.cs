using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0002: a time limit that begins afresh in each pass of a loop, with nothing that limits the loop.</summary>
internal sealed class MultipliedTimeoutRule : LifecycleRule
{
    /// <summary>What a finding tells its fix: the <see cref="WaitKind"/>, and the limit in milliseconds where it is known.</summary>
    internal const string KindKey = "wait";
    internal const string LimitKey = "milliseconds";
    internal const string TotalKey = "total";

    private static readonly TimeSpan MostTotal = TimeSpan.FromMinutes(1);

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Warning(
        RuleIdentifiers.MultipliedTimeout,
        "Per-iteration timeout multiplies into an unbounded wait",
        "{0}",
        "A limit for each piece of a message is no limit for the message: a peer that sends a little now and then keeps the loop, and whoever waits for it, as long as it likes. Put one deadline around the loop.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor, NotAnalysed.Descriptor);

    public MultipliedTimeoutRule()
        : base(RuleIdentifiers.MultipliedTimeout)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var durations = context.Durations;
        var calls = context.Reads;
        var callees = context.Callees;
        start.EachType((blocks, end) => Report(blocks, context, durations, calls, callees, end));
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, Durations durations, ReadCalls calls, CalleeWaits callees, SymbolAnalysisContext end)
    {
        TypeFacts? facts = null;
        foreach (var block in blocks.All.Where(block => block.Has(OperationKind.Loop)))
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            var taken = new HashSet<IOperation>();

            // Inner loops first: what has a purpose of its own is not a part of the outer one's waiting.
            foreach (var loop in block.Operations.OfType<ILoopOperation>().Reverse())
            {
                var region = block.RegionOf(loop);
                var kind = context.Loops.ClassOf(region, end.CancellationToken);
                if (kind == LoopClass.None)
                {
                    continue;
                }

                if (kind != LoopClass.Event)
                {
                    facts ??= context.FactsOf(blocks);
                    var wait = new LoopWaits(facts, calls, callees).Of(region, kind, taken, end.CancellationToken);
                    if (wait is not null && Describe(kind, wait, new Passes(durations).Most(region), LimitIn(context, loop)) is { } message && !facts.Deadlines.Holds(region, end.CancellationToken))
                    {
                        end.ReportDiagnostic(Finding(wait, loop, message));
                    }
                }

                taken.UnionWith(region.Operations);
            }
        }
    }

    private static TimeSpan LimitIn(LifecycleContext context, IOperation loop) =>
        context.OptionsAt(loop, RuleIdentifiers.MultipliedTimeout).Duration(OptionNames.MaxTotal, MostTotal);

    /// <summary>The product in words; <see langword="null"/> where it is small enough.</summary>
    private static string? Describe(LoopClass kind, TimedWait wait, long? passes, TimeSpan mostTotal)
    {
        if (passes is { } count && wait.Limit.Length is { } limit)
        {
            var total = Duration.OfSeconds(count * limit.TotalSeconds).Length ?? TimeSpan.MaxValue;
            return total <= mostTotal ? null
                : string.Format(CultureInfo.InvariantCulture, "{0} passes of {1} may take {2}", count, Duration.InWords(limit), Duration.InWords(total));
        }

        if (kind == LoopClass.Attempt)
        {
            return null;
        }

        var each = wait.Limit.Length is { } known ? Duration.InWords(known) : "its whole limit";
        return passes is { } some
            ? string.Format(CultureInfo.InvariantCulture, "each of {0} passes may take {1}", some, each)
            : $"each pass may take {each} and nothing bounds the passes";
    }

    private static Diagnostic Finding(TimedWait wait, ILoopOperation loop, string message)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(KindKey, wait.Kind.ToString()).Add(TotalKey, message);
        if (wait.Limit.Length is { } limit)
        {
            properties = properties.Add(LimitKey, ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return Diagnostic.Create(Descriptor, wait.Operation.Syntax.GetLocation(), [loop.Syntax.GetLocation(), wait.LimitedBy.Syntax.GetLocation()], properties, message);
    }
}
