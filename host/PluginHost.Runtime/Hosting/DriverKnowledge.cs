using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Generations;

namespace PluginHost.Runtime.Hosting;

/// <summary>Answers the check of a configuration from the plugins that are loaded at the moment.</summary>
internal sealed class DriverKnowledge(Func<PluginSnapshot> plugins, DeviceModels models) : IDriverKnowledge
{
    private volatile bool _anyDriverBroken;

    public IReadOnlyCollection<string> DriverIds =>
        [.. plugins().Loaded.SelectMany(plugin => plugin.Drivers).Select(driver => driver.Id).Order(StringComparer.Ordinal)];

    public bool AnyPluginBroken => _anyDriverBroken || plugins().AnyBroken;

    public IReadOnlyList<Setting>? SettingsOf(string driver)
    {
        if (plugins().FindDriver(driver) is not { } found)
        {
            return null;
        }

        // A driver that cannot even tell its settings is as good as not loaded: its devices fail, not the configuration.
        var settings = models.SettingsAsync(found, OwnerOf(found), CancellationToken.None).GetAwaiter().GetResult();
        _anyDriverBroken |= !settings.IsCompleted;
        return settings.Value;
    }

    public IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings) => plugins().FindDriver(driver) is { } found
        ? models.PlanAsync(found, OwnerOf(found), settings, CancellationToken.None).GetAwaiter().GetResult().Value.Mistakes ?? []
        : [];

    private static LedgerOwner OwnerOf(LoadedDriver driver) => new(null, driver.Plugin.Id, driver.Plugin.Generation);
}
