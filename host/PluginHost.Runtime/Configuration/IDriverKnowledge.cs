namespace PluginHost.Runtime.Configuration;

/// <summary>What the check of the configuration needs to know about the loaded drivers.</summary>
/// <remarks>No call throws, whatever a driver does: a fault of a driver is no mistake of the configuration, its devices fail instead.</remarks>
public interface IDriverKnowledge
{
    /// <summary>The ids of all loaded drivers.</summary>
    IReadOnlyCollection<string> DriverIds { get; }

    /// <summary>Whether any plugin is rejected or failed, so that a missing driver may be one of its.</summary>
    bool AnyPluginBroken { get; }

    /// <summary>The settings a driver declares, each of them once.</summary>
    /// <param name="driver">A driver id.</param>
    /// <returns>The settings, or <see langword="null"/> when no such driver is loaded.</returns>
    IReadOnlyList<Setting>? SettingsOf(string driver);

    /// <summary>Asks a driver for its plan, to find settings that make no sense together.</summary>
    /// <param name="driver">The id of a loaded driver.</param>
    /// <param name="settings">Settings that are right one by one.</param>
    /// <returns>Every mistake; none when the settings make sense. Line 0 means the settings as a whole.</returns>
    IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings);
}
