namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>The key under which <c>modelupdated</c> is called back.</summary>
internal enum ModelUpdatedKey
{
    ObjectChanged,
    ModelUpdated,
}
