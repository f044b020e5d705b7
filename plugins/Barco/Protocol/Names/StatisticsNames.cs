namespace PluginHost.Barco.Protocol.Names;

internal static class StatisticsNames
{
    /// <summary>A method; the only name for running times that all models share.</summary>
    public const string ListCounters = "statistics.listcounters";
}
