namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>The shape of <c>profile.presetassignments</c>.</summary>
internal enum PresetForm
{
    Pairs,
    Objects,
    Dictionary,
}
