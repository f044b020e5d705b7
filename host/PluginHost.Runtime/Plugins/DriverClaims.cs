using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Sources;


namespace PluginHost.Runtime.Plugins;

/// <summary>Gives each driver id to the first plugin that claims it.</summary>
internal sealed class DriverClaims
{
    private readonly Dictionary<string, PluginSource> _holders = [];

    /// <summary>Claims all drivers of a plugin or none.</summary>
    /// <returns>Why it gets none; <see langword="null"/> where it gets all.</returns>
    public string? TryClaim(GatedPlugin plugin)
    {
        var source = plugin.Staged.Source;
        foreach (var driver in plugin.Facts.Drivers)
        {
            if (_holders.TryGetValue(driver.Id, out var holder) && holder.Path != source.Path)
            {
                return $"The driver id '{driver.Id}' is claimed by the plugins '{holder.Id}' ({holder.Path}) and "
                    + $"'{source.Id}' ({source.Path}); the first one keeps it.";
            }
        }

        foreach (var driver in plugin.Facts.Drivers)
        {
            _holders[driver.Id] = source;
        }

        return null;
    }
}
