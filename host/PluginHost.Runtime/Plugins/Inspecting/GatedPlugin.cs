using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;


namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>A staged plugin that passed every check made before its code runs.</summary>
internal sealed record GatedPlugin(StagedPlugin Staged, PluginFacts Facts)
{
    public string Id => Staged.Source.Id;

    /// <summary>Under what it passed.</summary>
    public Judgement Judgement { get; init; } = new(Staged.Hash, "");
}
