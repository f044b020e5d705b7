using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Rules;

/// <summary>One rule, or several that share what they find out. Made once an analyzer; what it knows of a compilation stays with that.</summary>
internal abstract class LifecycleRule
{
    private protected LifecycleRule(string ruleId) => RuleId = ruleId;

    /// <summary>The rule whose options are read.</summary>
    public string RuleId { get; }

    /// <summary>What it can report.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>Takes up the work for one compilation that knows connections.</summary>
    public abstract void Begin(RuleStart start, LifecycleContext context);
}
