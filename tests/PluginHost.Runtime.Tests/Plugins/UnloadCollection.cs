namespace PluginHost.Runtime.Tests.Plugins;

/// <summary>Runs alone: contexts that other tests load meanwhile would be counted too.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class UnloadCollection;
