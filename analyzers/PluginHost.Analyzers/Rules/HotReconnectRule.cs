using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Reconnects;
using PluginHost.Analyzers.Streams;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0010: a connect that is tried again as soon as it has failed.</summary>
internal sealed class HotReconnectRule : LifecycleRule
{
    private const int MostImmediate = 3;

    private static readonly TimeSpan LeastDelay = TimeSpan.FromSeconds(0.5);

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Warning(
        RuleIdentifiers.ReconnectWithoutBackoff,
        "Reconnect without backoff",
        "When this fails it is tried again, and on the way back by the {0} in line {1} nothing waits for {2}",
        "A peer that is down refuses at once. Whoever tries again without a pause keeps a core busy, fills the log, and meets the peer with a storm when it comes back. Wait before each further try, longer each time.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor, NotAnalysed.Descriptor);

    public HotReconnectRule()
        : base(RuleIdentifiers.ReconnectWithoutBackoff)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var durations = context.Durations;
        var connects = new ConnectCalls(context);
        var pauses = new Pauses(context, durations);
        start.EachType((blocks, end) =>
        {
            if (!blocks.Have(OperationKind.Try) && !blocks.Have(OperationKind.Loop))
            {
                return;
            }

            var loops = new RetryLoops(connects, pauses, new RetryBounds(blocks, durations));
            Report(blocks, context, loops, new RepeatedAttempts(blocks, loops, pauses), end);
        });
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, RetryLoops loops, RepeatedAttempts repeated, SymbolAnalysisContext end)
    {
        foreach (var block in blocks.All.Where(block => block.Has(OperationKind.Try) || block.Has(OperationKind.Loop)))
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            var said = new HashSet<IOperation>();
            foreach (var operation in block.Operations)
            {
                var found = operation switch
                {
                    ITryOperation attempt => loops.Of(attempt, block, SettingsAt(context, attempt), end.CancellationToken) ?? repeated.Of(attempt, block, SettingsAt(context, attempt), end.CancellationToken),
                    ILoopOperation loop => loops.Of(loop, block, SettingsAt(context, loop), end.CancellationToken),
                    _ => null,
                };
                if (found is not null && said.Add(found.Place) && said.Add(found.Loop) && !Purposes.IsTest(blocks.Type))
                {
                    end.ReportDiagnostic(Finding(found, SettingsAt(context, operation)));
                }
            }
        }
    }

    private static RetrySettings SettingsAt(LifecycleContext context, IOperation operation)
    {
        var options = context.OptionsAt(operation, RuleIdentifiers.ReconnectWithoutBackoff);
        return new RetrySettings(options.Duration(OptionNames.MinDelay, LeastDelay), options.Number(OptionNames.MaxImmediateAttempts, MostImmediate));
    }

    private static Diagnostic Finding(HotRetry retry, RetrySettings settings)
    {
        var places = retry.Handlers.Prepend(retry.Loop).Select(one => one.Syntax.GetLocation()).ToList();
        var line = places[places.Count > 1 ? 1 : 0].GetLineSpan().StartLinePosition.Line + 1;
        return Diagnostic.Create(Descriptor, retry.Place.Syntax.GetLocation(), places, places.Count > 1 ? "handler" : "loop", line, Duration.InWords(settings.LeastDelay));
    }
}
