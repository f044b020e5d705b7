namespace PluginHost.Runtime.Plugins;

/// <summary>Gives each driver id to the first plugin that claims it.</summary>
internal sealed class DriverClaims
{
    private readonly Dictionary<string, PluginSource> _holders = [];

    /// <summary>Claims all drivers of a plugin or none.</summary>
    /// <returns>Why it gets none; <see langword="null"/> where it gets all.</returns>
    public string? TryClaim(GatedPlugin plugin)
    {
        var folder = plugin.Staged.Source;
        foreach (var driver in plugin.Facts.Drivers)
        {
            if (_holders.TryGetValue(driver.Id, out var holder))
            {
                return $"The driver id '{driver.Id}' is claimed by the plugins '{holder.Id}' ({holder.Path}) and "
                    + $"'{folder.Id}' ({folder.Path}); the first one keeps it.";
            }
        }

        foreach (var driver in plugin.Facts.Drivers)
        {
            _holders.Add(driver.Id, folder);
        }

        return null;
    }
}
