namespace PluginHost.Barco.Declarations;

/// <summary>What people see of what is done again and again, and what is asked for out of turn.</summary>
internal static class RhythmNames
{
    public const string State = "state";
    public const string Picture = "picture";
    public const string Sources = "sources";
    public const string Identity = "identity";
    public const string Sensors = "sensors";
    public const string Counters = "counters";
}
