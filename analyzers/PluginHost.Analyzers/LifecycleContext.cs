using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers;

/// <summary>What is known about one compilation, computed once and only where it is asked for.</summary>
internal sealed class LifecycleContext
{
    public LifecycleContext(Compilation compilation, ResourceTypes types, LifecycleOptions options)
    {
        MemberOptions = new MemberOptions(options);
        ClosingMethodNames = new HashSet<string>(options.ClosingMethodNames, StringComparer.Ordinal);
        Types = types;
        Apis = new KnownApis(compilation);
        Bodies = new SourceBodies(compilation);
        Acquisitions = new Acquisitions(types, Apis, Bodies, MemberOptions);
        Parameters = new ParameterUses(Bodies, Apis);
        Failures = new MethodFailures(Bodies, Apis);
    }

    public ResourceTypes Types { get; }

    public KnownApis Apis { get; }

    public MemberOptions MemberOptions { get; }

    /// <summary>How methods are called that close what their object owns.</summary>
    public HashSet<string> ClosingMethodNames { get; }

    public SourceBodies Bodies { get; }

    public Acquisitions Acquisitions { get; }

    public ParameterUses Parameters { get; }

    public MethodFailures Failures { get; }
}
