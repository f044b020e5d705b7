using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Streams;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0004, PH0006 and PH0007: what one method opens and does not close on all its paths. One bug, one report.</summary>
internal sealed class UnclosedConnections(Member member, TypeAnalysis analysis, LeakFinder leaks, DroppedConnection writes, HashSet<ISymbol> dropped)
{
    public static readonly DiagnosticDescriptor AfterFailedStep = Descriptors.Warning(
        RuleIdentifiers.OpenAfterFailedStep,
        "Connection stays open when the step after connecting fails",
        "When this fails, the {0} opened in line {1} stays open: {2}",
        "A connection that is handed out only on success must be closed when the login, the handshake or the first read after connecting fails; each failed attempt leaks one otherwise.");

    public static readonly DiagnosticDescriptor ShutDownOnly = Descriptors.Warning(
        RuleIdentifiers.ShutDownNotClosed,
        "Connection is shut down but never closed",
        "This says goodbye to the peer, but nothing closes the {0}: its handle stays",
        "Shutdown, Disconnect and CloseAsync end the conversation; the descriptor is given back only by Dispose or Close.");

    public static readonly DiagnosticDescriptor NotOnEveryPath = Descriptors.Warning(
        RuleIdentifiers.NotClosedOnEveryPath,
        "Connection is not closed on every path",
        "The {0} opened here is not closed when line {1} {2}",
        "Whoever opens a connection closes it on every way out of the method, the failing ones included: with using, or with try and finally.");

    public static readonly DiagnosticDescriptor GivenNotClosed = Descriptors.Warning(
        RuleIdentifiers.NotClosedOnEveryPath,
        "Connection is not closed on every path",
        "The {0} that is given here is not closed when line {1} {2}, and nobody else can do it",
        "Whoever opens a connection closes it on every way out of the method, the failing ones included: with using, or with try and finally.");

    /// <summary>The findings of the method.</summary>
    public IEnumerable<Diagnostic> Report()
    {
        foreach (var leak in leaks.Found)
        {
            var group = GroupOf(leak);
            if (group.NeedsGoodbye && !member.Steps.All.Any(step => step.Kind == StepKind.Goodbye && leaks.HoldersOf(leak).Contains(step.Target)))
            {
                continue;
            }

            if (group.NeedsArming && !member.Steps.All.Any(step => step.Kind == StepKind.Arm && leaks.HoldersOf(leak).Contains(step.Target)))
            {
                continue;
            }

            // A token source that a test leaves behind lives as long as its time, and no peer knows of it.
            if (leak.Acquisition.Operation.Type is { Name: "CancellationTokenSource" } && Purposes.IsTest(member.Owner.ContainingType))
            {
                continue;
            }

            if ((group.IsGiven ? Given(leak) : Of(leak)) is { } diagnostic)
            {
                yield return diagnostic;
            }
        }
    }

    /// <summary>A connection that the method was left alone with, and closes on some of its paths.</summary>
    private Diagnostic? Given(Leak leak)
    {
        var holders = leaks.HoldersOf(leak);
        if ((leak.Exit is null && leak.Failures.Count == 0) || IsHandedOut(holders) || !member.Steps.All.Any(step => step.Kind == StepKind.Cleanup && holders.Contains(step.Target)))
        {
            return null;
        }

        var (place, what) = leak.Exit is { } exit ? (ExitOf(exit, leak), "returns") : (leak.Failures[0].Operation.Syntax, "fails");
        var given = leak.Acquisition.Operation is IParameterReferenceOperation { Parameter.Locations: { IsEmpty: false } locations } ? locations[0] : leak.Acquisition.Operation.Syntax.GetLocation();
        return Diagnostic.Create(GivenNotClosed, given, [place.GetLocation()], Held(holders).SetItem(HolderProperties.HandedOn, ""), Name(leak), Line(place), what);
    }

    private Diagnostic? Of(Leak leak)
    {
        var holders = leaks.HoldersOf(leak);

        // Whatever leaves the entry point ends the process, and that closes everything.
        if (IsEntryPoint(member.Owner) && !leak.IsReopened)
        {
            return null;
        }

        if ((!leak.IsOnNormalPath && leak.Failures.Count == 0) || GroupOf(leak).Origin is null)
        {
            return AfterStoring(leak, holders);
        }

        if ((GroupOf(leak).NeedsGoodbye && leak.Exit is null) || writes.Drops(leak.Acquisition.Group))
        {
            return null;
        }

        var goodbye = member.Steps.All.FirstOrDefault(step => step.Kind == StepKind.Goodbye && holders.Contains(step.Target));
        if (goodbye is not null)
        {
            return Diagnostic.Create(ShutDownOnly, goodbye.Operation.Syntax.GetLocation(), Related(leak), Held(holders), Name(leak));
        }

        if (!leak.IsOnNormalPath && IsHandedOut(holders))
        {
            var step = FirstAfterConnecting(leak.Failures, holders);
            return Diagnostic.Create(AfterFailedStep, step.Operation.Syntax.GetLocation(), Related(leak), Held(holders), Name(leak), Line(leak.Acquisition.Operation.Syntax), "nobody else knows of it yet");
        }

        var (place, what) = EndOf(leak);
        return Diagnostic.Create(NotOnEveryPath, leak.Acquisition.Operation.Syntax.GetLocation(), [place.GetLocation()], Held(holders), Name(leak), Line(place), what);
    }

    /// <summary>A connection that a field holds already, when a later step of the same method fails.</summary>
    private Diagnostic? AfterStoring(Leak leak, HashSet<int> holders)
    {
        if (GroupOf(leak).Kind is ResourceKind.Scope or ResourceKind.OnConnection)
        {
            return null;
        }

        var field = member.Steps.Tables.Fields.FirstOrDefault(one => holders.Contains(one.Value.Slot) && analysis.Ownership.IsOwned(one.Key)).Key;
        // Where the failure's handler drops it, that is the place to mend.
        if (field is null or ILocalSymbol || dropped.Contains(field) || leak.KeptFailures.Count == 0 || IsClosedBefore(leak, field))
        {
            return null;
        }

        var step = member.IsConstruction ? UnfinishedObject.FirstLoss(leak, holders, member.Steps)
            : ConnectOf(leak, holders) is { } connect ? leak.KeptFailures.FirstOrDefault(one => IsLater(one, connect) && !IsConnect(one, holders) && !leaks.IsOnAnother(leak, one) && !analysis.IsClosedOnFailure(member, one, field))
            : null;
        if (step is null || (member.IsConstruction && analysis.IsClosedOnFailure(member, step, field)))
        {
            return null;
        }

        var why = member.IsConstruction ? $"nobody gets the object whose '{field.Name}' holds it" : $"'{field.Name}' still holds it, and nothing closes it on this way out";
        return Diagnostic.Create(AfterFailedStep, step.Operation.Syntax.GetLocation(), Related(leak), Held(holders).Add(HolderProperties.IsKept, ""), Name(leak), Line(leak.Acquisition.Operation.Syntax), why);
    }

    /// <summary>Who closes the old one first leaves at most one behind.</summary>
    private bool IsClosedBefore(Leak leak, ISymbol field)
    {
        var slot = member.Steps.Tables.Fields[field].Slot;
        var aliases = new Aliases(member.Steps);
        return member.Steps.All.Any(step =>
            step.Operation.Syntax.SpanStart < leak.Acquisition.Operation.Syntax.SpanStart
            && (step.Kind == StepKind.Cleanup && aliases.SourcesOf(step.Target).Contains(slot)
                || step.Kind == StepKind.CallOwn && analysis.MayClose(step.Callee!, field)));
    }

    private bool IsHandedOut(HashSet<int> holders) => member.Steps.All.Any(step => step is { Kind: StepKind.HandOver, IsResult: true } && holders.Contains(step.Target))
        || holders.Any(slot => member.Steps.Tables.Slots[slot].IsField);

    private Step FirstAfterConnecting(List<Step> failures, HashSet<int> holders)
    {
        var ordered = failures.OrderBy(step => step.Operation.Syntax.SpanStart).ToList();
        return ordered.FirstOrDefault(step => !IsConnect(step, holders)) ?? ordered[0];
    }

    private Step? ConnectOf(Leak leak, HashSet<int> holders) =>
        leak.Acquisition.Operation is IInvocationOperation ? leak.Acquisition
        : member.Steps.All.FirstOrDefault(step => IsConnect(step, holders) || (step.Role.HasFlag(ApiRole.Connects) && step.Operation == leak.Acquisition.Operation));

    private static bool IsConnect(Step step, HashSet<int> holders) => step.Role.HasFlag(ApiRole.Connects) && holders.Contains(step.Target);

    private static bool IsLater(Step step, Step other) => step.Operation.Syntax.SpanStart > other.Operation.Syntax.SpanStart;

    private static bool IsEntryPoint(ISymbol owner) => owner is IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" };

    /// <summary>Where it is lost, and in words by what.</summary>
    private static (SyntaxNode Place, string What) EndOf(Leak leak)
    {
        if (leak.Exit is { } exit && ExitOf(exit, leak) is var place && (!leak.IsReopened || !IsLoopHead(place)))
        {
            return (place, IsLoopHead(place) ? "ends the loop" : "returns");
        }

        return leak.IsReopened ? (leak.Acquisition.Operation.Syntax, "opens the next one") : (leak.Failures[0].Operation.Syntax, "fails");
    }

    /// <summary>Whether it is what a loop asks before each pass, where nothing returns.</summary>
    private static bool IsLoopHead(SyntaxNode place)
    {
        for (var node = place; node is ExpressionSyntax; node = node.Parent)
        {
            if (node.Parent is WhileStatementSyntax { Condition: var head } && head == node || node.Parent is ForStatementSyntax { Condition: { } other } && other == node || node.Parent is DoStatementSyntax { Condition: var last } && last == node)
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode ExitOf(BasicBlock exit, Leak leak) =>
        exit.BranchValue?.Syntax ?? (exit.Operations.IsEmpty ? null : exit.Operations[exit.Operations.Length - 1].Syntax) ?? leak.Acquisition.Operation.Syntax;

    private ImmutableDictionary<string, string?> Held(HashSet<int> holders) => HolderProperties.Of(member, holders, analysis.Ownership);

    private static IEnumerable<Location> Related(Leak leak) => [leak.Acquisition.Operation.Syntax.GetLocation()];

    private static int Line(SyntaxNode syntax) => syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private Group GroupOf(Leak leak) => member.Steps.Tables.Groups[leak.Acquisition.Group];

    private string Name(Leak leak)
    {
        var type = GroupOf(leak) is { Origin: null, Field: { } field } ? OwnMembers.TypeOf(field) : leak.Acquisition.Operation.Type;
        return (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : type)?.ToDisplayString(Descriptors.TypeNames) ?? "connection";
    }
}
