using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Streams;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0008: a limit for the whole of a stream that has no end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessStreamAnalyzer : LifecycleAnalyzer
{
    private static readonly DiagnosticDescriptor TotalLimit = Descriptors.Warning(
        RuleIdentifiers.TotalLimitOnEndlessStream,
        "Total time limit on an endless stream",
        "{0} for the whole stream, and the stream has no end: the loop stops when the time is over, however busy the peer is",
        "A stream of events lasts as long as both sides live. A limit over all of it ends it in the midst of its work. Limit the silence between two events instead: arm the source anew for each.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TotalLimit, NotAnalysed.Descriptor);

    /// <summary>Made by the compiler.</summary>
    public EndlessStreamAnalyzer()
        : base(RuleIdentifiers.TotalLimitOnEndlessStream)
    {
    }

    private protected override void Begin(CompilationStartAnalysisContext start, LifecycleContext context)
    {
        var durations = new Durations(new SymbolValues(start.Compilation));
        var loops = new EndlessLoops(new ReadCalls(context), context.Types);
        EachType(start, context, type => new BlocksExamination(type, (blocks, end) => Report(blocks, context, durations, loops, end)));
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, Durations durations, EndlessLoops loops, SymbolAnalysisContext end)
    {
        if (Purposes.IsTest(blocks.Type))
        {
            return;
        }

        var armed = new ArmedStreams(blocks, new TokenOrigins(durations, context.Bodies, blocks), durations);
        var buffered = new BufferedStreams(blocks, durations);
        var awaited = new AwaitedStreams(context.Bodies, loops, durations);
        var said = new HashSet<IOperation>();
        foreach (var block in blocks.All)
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            foreach (var operation in block.Operations)
            {
                var limits = operation switch
                {
                    ILoopOperation loop when loops.Of(new LoopRegion(loop, block), end.CancellationToken) is { } endless =>
                        buffered.Of(endless) is { } limit ? [limit] : armed.Of(endless, end.CancellationToken),
                    IInvocationOperation call when awaited.Of(call, block, end.CancellationToken) is { } limit => [limit],
                    _ => [],
                };
                foreach (var limit in limits.Where(limit => said.Add(limit.Place)))
                {
                    end.ReportDiagnostic(Finding(limit));
                }
            }
        }
    }

    private static Diagnostic Finding(TotalLimit limit)
    {
        var words = limit.Limit.Length is { } known ? $"The limit of {Duration.InWords(known)} is" : "The limit is";
        return Diagnostic.Create(TotalLimit, limit.Place.Syntax.GetLocation(), [limit.Loop.Region.Loop.Syntax.GetLocation()], words);
    }
}
