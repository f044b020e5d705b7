using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Background;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Reuse;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0011: a loop or timer that a type starts goes on when its connection is closed.</summary>
internal sealed class OutlivingLoopRule : LifecycleRule
{
    /// <summary>What a finding tells its fix: the member that keeps the timer.</summary>
    internal const string TimerKey = "timer";

    /// <summary>What a finding tells its fix: the member whose token the loop tests.</summary>
    internal const string SourceKey = "source";

    private const string Title = "Background loop outlives its connection";
    private const string Description =
        "What was started for a connection goes on without it: it fails in each pass, keeps the object and all that it holds alive, and meets the next connection as a second loop. Stop it where the connection is closed, and before that.";

    private static readonly DiagnosticDescriptor Loop = Descriptors.Warning(
        RuleIdentifiers.OutlivingLoop, Title, "The loop that is started here goes on after '{0}': nothing there ends it", Description);

    private static readonly DiagnosticDescriptor Timer = Descriptors.Warning(
        RuleIdentifiers.OutlivingLoop, Title, "The timer '{1}' goes on after '{0}': nothing there stops it", Description);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Loop, Timer, NotAnalysed.Descriptor);

    public OutlivingLoopRule()
        : base(RuleIdentifiers.OutlivingLoop)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var (subjects, closings) = (new ConnectionSubjects(context.Types), new ClosingCalls(context));
        start.EachType((blocks, end) =>
        {
            if (MayOwn(blocks.Type, subjects, context) && CleanupCode.HasMembers(blocks.Type, context.ClosingMethodNames) && blocks.All.Any(BackgroundStarts.MayStart))
            {
                Report(blocks, context, subjects, closings, end);
            }
        });
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, ConnectionSubjects subjects, ClosingCalls closings, SymbolAnalysisContext end)
    {
        var functions = new TypeFunctions(blocks);
        var cleanup = new CleanupCode(functions, closings, context.Types, end.CancellationToken);
        if (cleanup.IsTooLarge || cleanup.Member is not { } member || !(cleanup.ClosesConnection() || HoldsLent(blocks.Type, context)))
        {
            return;
        }

        foreach (var (timer, made) in new Timers(functions, cleanup).Running())
        {
            end.ReportDiagnostic(Diagnostic.Create(Timer, made.Syntax.GetLocation(), member.Locations, ImmutableDictionary<string, string?>.Empty.Add(TimerKey, timer.Name), Name(member), timer.Name));
        }

        if (cleanup.WaitsForWork() || cleanup.TearsThread())
        {
            return;
        }

        var held = new Lazy<HeldConnections>(() => new HeldConnections(blocks, context, closings, end.CancellationToken));
        var (starts, loops) = (new BackgroundStarts(functions), new StartedLoops(functions, context.Types));
        var outliving = new OutlivingLoops(functions, cleanup, context, subjects, held);
        var known = new Dictionary<IOperation, OutlivingLoop?>(SameOperation.Instance);
        foreach (var block in blocks.All.Where(block => !block.Owner.IsStatic))
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            foreach (var start in starts.In(block))
            {
                foreach (var loop in loops.In(start.Work))
                {
                    if (!known.TryGetValue(loop.Loop, out var found))
                    {
                        known[loop.Loop] = found = outliving.Of(loop);
                    }

                    if (found is not null)
                    {
                        end.ReportDiagnostic(Diagnostic.Create(Loop, start.At.Syntax.GetLocation(), [member.Locations[0], Head(loop)], ImmutableDictionary<string, string?>.Empty.Add(SourceKey, found.Source), Name(member)));
                        break;
                    }
                }
            }
        }
    }

    private static Location Head(LoopRegion loop) => Location.Create(loop.Loop.Syntax.SyntaxTree, loop.Loop.Syntax.GetFirstToken().Span);

    private static string Name(IMethodSymbol member) => member.Name.Substring(member.Name.LastIndexOf('.') + 1);

    /// <summary>By the types of its fields alone: most types end here.</summary>
    private static bool MayOwn(INamedTypeSymbol type, ConnectionSubjects subjects, LifecycleContext context) => !type.IsStatic && Held(type).Any(held =>
        subjects.IsConnection(held) || context.Types.IsWrapper(held) || context.Types.KindOf(held) == ResourceKind.Lent);

    private static bool HoldsLent(INamedTypeSymbol type, LifecycleContext context) => Held(type).Any(held => context.Types.KindOf(held) == ResourceKind.Lent);

    private static IEnumerable<ITypeSymbol> Held(INamedTypeSymbol type) => type.GetMembers().SelectMany(member => member switch
    {
        IFieldSymbol { IsStatic: false } field => [field.Type],
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Select(parameter => parameter.Type),
        _ => Enumerable.Empty<ITypeSymbol>(),
    });
}
