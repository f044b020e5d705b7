namespace PluginHost;

/// <summary>
/// Says that settings which are right one by one make no sense together. Thrown from <see cref="IDeviceDriver.Plan"/>, it
/// is shown like any other mistake in the configuration, with line and column.
/// </summary>
/// <param name="node">Where the mistake stands; <see langword="null"/> for the device's settings as a whole.</param>
/// <param name="message">What is wrong and what would be right, without the value of a secret.</param>
/// <example><code>throw new SettingException(relay, "relay 12 is used twice");</code></example>
public sealed class SettingException(SettingNode? node, string message) : Exception(message)
{
    /// <summary>Where the mistake stands; <see langword="null"/> for the device's settings as a whole.</summary>
    public SettingNode? Node { get; } = node;
}
