using System.Runtime.CompilerServices;

namespace PluginHost;

/// <summary>What the host lends to a virtual device.</summary>
public interface IVirtualDeviceContext : IDriverContext
{
    /// <summary>The values of <see cref="IVirtualDevice.Settings"/>.</summary>
    ISettings Settings { get; }

    /// <summary>The faults asked for; may change while the device runs.</summary>
    FaultList Faults { get; }

    /// <summary>Binds the device's main port: the one asked for, on loopback unless told otherwise.</summary>
    /// <param name="maxStreams">The most streams at a time.</param>
    /// <returns>The bound listener, without a time limit per stream.</returns>
    /// <exception cref="ConnectionEndedException">The port is taken.</exception>
    IStreamListener Listen(int maxStreams = 64);

    /// <summary>Says that the device can be connected to.</summary>
    /// <param name="settings">The settings with which its driver connects to it.</param>
    /// <example><code>context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });</code></example>
    // Without the priority 'new()' could stand for either of the two.
    [OverloadResolutionPriority(1)]
    void Ready(Dictionary<string, string> settings) => Ready(SettingNode.Map(settings));

    /// <summary>Says that the device can be connected to, with settings that are more than flat texts.</summary>
    /// <param name="settings">A map of the settings with which its driver connects to it.</param>
    /// <exception cref="ArgumentException">The settings are no map.</exception>
    /// <example>
    /// <code>
    /// context.Ready(SettingNode.Of(
    ///     ("host", SettingNode.Scalar("127.0.0.1")),
    ///     ("lights", SettingNode.Of(("hallway", SettingNode.Of(("module", SettingNode.Scalar("1"))))))));
    /// </code>
    /// </example>
    void Ready(SettingNode settings);
}
