using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Tells which fields of a type are closed by the handler of what fails on them, so that one found broken is a closed one.</summary>
internal sealed class LossHandlers(IReadOnlyList<Member> members, Func<IMethodSymbol, ISymbol, bool> mayClose, Func<IMethodSymbol, ISymbol, bool> mayOpen)
{
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether some handler closes the field.</summary>
    public bool Close(ISymbol field)
    {
        if (!_known.TryGetValue(field, out var known))
        {
            // While it is computed, nothing is known.
            _known[field] = false;
            _known[field] = known = members.Any(member => Closes(member.Steps, field));
        }

        return known;
    }

    private bool Closes(MethodSteps steps, ISymbol field)
    {
        Aliases? aliases = null;
        return steps.All.Any(step => step.Kind is StepKind.Cleanup or StepKind.CallOwn
            && step.Operation.Syntax.FirstAncestorOrSelf<CatchClauseSyntax>() is { Parent: TryStatementSyntax tried }
            && (step.Kind == StepKind.CallOwn ? mayClose(step.Callee!, field) : steps.Tables.Fields.TryGetValue(field, out var own) && (aliases ??= new Aliases(steps)).SourcesOf(step.Target).Contains(own.Slot))
            && !steps.All.Any(one => tried.Block.Span.Contains(one.Operation.Syntax.Span) && Opens(one, steps, field)));
    }

    /// <summary>The handler of a failed connect closes the new one, not the one before.</summary>
    private bool Opens(Step step, MethodSteps steps, ISymbol field) =>
        step.Writes(steps.Tables, field) || step.Role.HasFlag(ApiRole.Connects) || (step.Kind == StepKind.CallOwn && mayOpen(step.Callee!, field));
}
