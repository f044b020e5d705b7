namespace PluginHost.Barco.Tests.Incidents;

/// <summary>For tests that count what the whole process has open.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
