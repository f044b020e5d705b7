using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers;

/// <summary>What is known about one compilation, computed once and only where it is asked for.</summary>
internal sealed class LifecycleContext
{
    private const int DeepestCall = 4;

    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly ConditionalWeakTable<TypeBlocks, TypeFacts> _facts = new();

    public LifecycleContext(Compilation compilation, ResourceTypes types, LifecycleOptions options, AnalyzerConfigOptionsProvider provider)
    {
        _options = provider;
        IsHost = new LifecycleOptions(provider.GlobalOptions, RuleIdentifiers.NotAnalysed).IsHostMode;
        MemberOptions = new MemberOptions(options);
        ClosingMethodNames = new HashSet<string>(options.ClosingMethodNames, StringComparer.Ordinal);
        Types = types;
        Apis = new KnownApis(compilation);
        Bodies = new SourceBodies(compilation, options.Number(OptionNames.MaxCallDepth, DeepestCall));
        Acquisitions = new Acquisitions(types, Apis, Bodies, MemberOptions);
        Properties = new BackedProperties(Bodies, Apis);
        Parameters = new ParameterUses(Bodies, Apis);
        Failures = new MethodFailures(Bodies, Apis, types);
        Durations = new Durations(new SymbolValues(compilation));
        Reads = new ReadCalls(this);
        Callees = new CalleeWaits(this);
        Loops = new LoopClassifier(Reads, types);
    }

    /// <summary>Whether a host asks: then generated code counts too.</summary>
    public bool IsHost { get; }

    public ResourceTypes Types { get; }

    public KnownApis Apis { get; }

    public MemberOptions MemberOptions { get; }

    /// <summary>How methods are called that close what their object owns.</summary>
    public HashSet<string> ClosingMethodNames { get; }

    public SourceBodies Bodies { get; }

    public Acquisitions Acquisitions { get; }

    /// <summary>Which properties only stand before a field.</summary>
    public BackedProperties Properties { get; }

    public ParameterUses Parameters { get; }

    public MethodFailures Failures { get; }

    public Durations Durations { get; }

    /// <summary>Which calls read.</summary>
    public ReadCalls Reads { get; }

    /// <summary>What loops are for.</summary>
    public LoopClassifier Loops { get; }

    /// <summary>Which callees wait with a limit.</summary>
    public CalleeWaits Callees { get; }

    /// <summary>What the bodies of a type say about its waits, for all rules that ask.</summary>
    public TypeFacts FactsOf(TypeBlocks blocks) => _facts.GetValue(blocks, of => new TypeFacts(of, this));

    /// <summary>The options of a rule for the file that something stands in.</summary>
    public LifecycleOptions OptionsAt(IOperation operation, string ruleId) => OptionsOf(operation.Syntax.SyntaxTree, ruleId);

    /// <summary>The options of a rule for a file.</summary>
    public LifecycleOptions OptionsOf(SyntaxTree tree, string ruleId) => new(_options.GetOptions(tree), ruleId);
}
