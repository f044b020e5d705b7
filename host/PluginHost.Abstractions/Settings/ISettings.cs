namespace PluginHost;

/// <summary>The settings of one device, checked and typed.</summary>
/// <example>
/// <code>
/// var host = settings.Get(Host);
/// var first = settings.Get(Timeouts).Get(FirstByte);
/// </code>
/// </example>
public interface ISettings
{
    /// <summary>The value of a declared setting.</summary>
    /// <param name="setting">One of <see cref="IDeviceDriver.Settings"/>, or of the group these settings belong to.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>What the configuration says, else its default.</returns>
    /// <exception cref="ArgumentException">The driver has not declared this setting.</exception>
    T Get<T>(Setting<T> setting);

    /// <summary>Whether the configuration itself gives a value.</summary>
    /// <param name="setting">A declared setting.</param>
    /// <returns>False where the setting is left out or stands without a value.</returns>
    /// <exception cref="ArgumentException">The driver has not declared this setting.</exception>
    bool Has(Setting setting);

    /// <summary>The value as it stands in the configuration, for a <see cref="SettingException"/> that names its place.</summary>
    /// <param name="setting">A declared setting.</param>
    /// <returns>The node, or <see langword="null"/> where the default holds.</returns>
    /// <exception cref="ArgumentException">The driver has not declared this setting.</exception>
    /// <example><code>throw new SettingException(settings.Find(Mac), "is no hardware address");</code></example>
    SettingNode? Find(Setting setting);
}
