using PluginHost.Runtime.Configuration;

namespace PluginHost.Server.Serving;

/// <summary>Stands in while no plugin is loaded yet: checks the form of the file and leaves the devices' settings for later.</summary>
internal sealed class NoDrivers : IDriverKnowledge
{
    public IReadOnlyCollection<string> DriverIds => [];

    /// <summary>Makes an unknown driver a warning.</summary>
    public bool AnyPluginBroken => true;

    public IReadOnlyList<Setting>? SettingsOf(string driver) => null;

    public IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings) => [];
}
