using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Slots;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0012: a slot or lock round a connection is taken and, when the connection fails, never given back.</summary>
internal sealed class SlotNotGivenBackRule : LifecycleRule
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Warning(
        RuleIdentifiers.SlotNotGivenBack,
        "Connection slot or lock is not given back on every path",
        "'{0}' is not given back when {1}",
        "The slot is taken for ever: the next caller waits for it until the program is restarted. Release it in a finally that begins right behind the wait.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor, NotAnalysed.Descriptor);

    public SlotNotGivenBackRule()
        : base(RuleIdentifiers.SlotNotGivenBack)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context)
    {
        var subjects = new ConnectionSubjects(context.Types);
        start.EachType((blocks, end) =>
        {
            if (SlotNames.AreIn(blocks.Type))
            {
                Report(blocks, context, subjects, end);
            }
        });
    }

    private static void Report(TypeBlocks blocks, LifecycleContext context, ConnectionSubjects subjects, SymbolAnalysisContext end)
    {
        var isOwner = OwnsConnection(blocks.Type, subjects);
        var calls = new Lazy<SlotCalls>(() => new SlotCalls(blocks, end.CancellationToken));
        var conversations = new Conversations(blocks, context.Apis);
        var returns = new Dictionary<ISymbol, SlotReturns>(SymbolEqualityComparer.Default);
        foreach (var block in blocks.All)
        {
            end.CancellationToken.ThrowIfCancellationRequested();
            if (!block.Operations.Any(one => SlotNames.Taken(one, block) is not null) || !(isOwner || block.Operations.Any(one => IsTalk(one, context, subjects, conversations))))
            {
                continue;
            }

            foreach (var function in SlotFunction.In(block, end.CancellationToken))
            {
                foreach (var (wait, at, index) in Waits(function))
                {
                    end.CancellationToken.ThrowIfCancellationRequested();
                    var semaphore = SlotNames.Taken(wait, block)!;
                    if (!returns.TryGetValue(semaphore, out var given))
                    {
                        returns[semaphore] = given = new SlotReturns(semaphore, calls.Value);
                    }

                    var body = function.Graph.OriginalOperation;
                    if (given.IsSignal || !given.AreIn(body, block) || given.MayBeIn(body, block))
                    {
                        continue;
                    }

                    var paths = new SlotPaths(function, given, one => MayFail(one, context, subjects, conversations, end.CancellationToken), given.AreElsewhere(body));
                    if (paths.From(wait, at, index) is { } lost)
                    {
                        end.ReportDiagnostic(Diagnostic.Create(Descriptor, wait.Syntax.GetLocation(), [lost.At.Syntax.GetLocation()], semaphore.Name, Describe(lost)));
                    }
                }
            }
        }
    }

    private static IEnumerable<(IInvocationOperation Wait, BasicBlock At, int Index)> Waits(SlotFunction function)
    {
        foreach (var block in function.Graph.Blocks.Where(block => block.IsReachable))
        {
            var operations = SlotFunction.Of(block);
            for (var i = 0; i < operations.Count; i++)
            {
                foreach (var wait in operations[i].DescendantsAndSelf().OfType<IInvocationOperation>())
                {
                    if (SlotNames.Taken(wait, function.Block) is not null)
                    {
                        yield return (wait, block, i);
                    }
                }
            }
        }
    }

    private static bool OwnsConnection(INamedTypeSymbol type, ConnectionSubjects subjects)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => member is IFieldSymbol { Type: var kept } && subjects.IsConnection(kept)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTalk(IOperation operation, LifecycleContext context, ConnectionSubjects subjects, Conversations conversations) =>
        operation is IInvocationOperation call && call.Receiver() is { } receiver && context.Apis.RoleOf(call.TargetMethod, receiver.Type).HasFlag(ApiRole.Throws)
        && (subjects.IsConnection(receiver) || context.Types.KindOf(receiver.Type) == ResourceKind.Lent || conversations.Has(call));

    /// <summary>What fails when the network or the peer does; a file that is written is not meant.</summary>
    private static bool MayFail(IOperation operation, LifecycleContext context, ConnectionSubjects subjects, Conversations conversations, CancellationToken cancellationToken)
    {
        if (operation is not IInvocationOperation call)
        {
            return false;
        }

        var receiver = call.Receiver();
        var role = context.Apis.RoleOf(call.TargetMethod, receiver?.Type);
        return context.Failures.MayFail(call, role, cancellationToken)
            && (receiver is null or IInstanceReferenceOperation || !context.Types.IsWrapper(receiver.Type) || subjects.IsConnection(receiver) || conversations.Has(call))
            && context.Types.KindOf(receiver?.Type) is not (ResourceKind.Scope or ResourceKind.OnConnection);
    }

    private static string Describe(LostSlot lost)
    {
        var line = lost.At.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return !lost.IsFailure ? $"line {line} leaves" : lost.At is IInvocationOperation call ? $"'{call.TargetMethod.Name}' fails in line {line}" : $"line {line} throws";
    }
}
