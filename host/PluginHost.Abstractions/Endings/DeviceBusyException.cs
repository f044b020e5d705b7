namespace PluginHost;

/// <summary>
/// The device is reachable but in a state change and did not do what was asked. This is no failure: the connection and
/// all values are kept.
/// </summary>
/// <remarks>
/// From <see cref="IDeviceConnection.ExecuteAsync"/> the caller is told that the device is busy; from a
/// <see cref="Rhythm"/> the device is shown as busy until a rhythm succeeds again; from
/// <see cref="IDeviceDriver.OpenAsync"/> the attempt is repeated after the ordinary back-off.
/// </remarks>
/// <param name="reason">One sentence, such as what the device is changing to.</param>
/// <example><code>throw new DeviceBusyException("The projector is warming up.");</code></example>
public sealed class DeviceBusyException(string reason) : Exception(reason);
