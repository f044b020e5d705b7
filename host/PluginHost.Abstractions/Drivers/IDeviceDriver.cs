namespace PluginHost;

/// <summary>
/// Knows one kind of device: which settings it needs, what it offers, and how a connection is opened. Needs a public
/// parameterless constructor and <see cref="DeviceDriverAttribute"/>; one instance serves all devices of the kind, so it
/// keeps nothing about any of them.
/// </summary>
/// <remarks>
/// A driver holds no socket, timer, thread, lock or queue, and never reconnects: the host does all of that, for every
/// driver alike.
/// </remarks>
/// <example>
/// <code>
/// [DeviceDriver("meter", Version = "1.0.0")]
/// public sealed class MeterDriver : IDeviceDriver
/// {
///     static readonly Setting&lt;string&gt; Host = Setting.Required("host");
///     public IReadOnlyList&lt;Setting&gt; Settings => [Host];
///     public DriverPlan Plan(ISettings settings) => new() { Entities = [Entity.Sensor("power") with { Unit = "W" }] };
///     public async Task&lt;IDeviceConnection&gt; OpenAsync(IConnectionContext attempt, Deadline deadline) =>
///         new MeterConnection(attempt, await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), 4000, deadline));
/// }
/// </code>
/// </example>
public interface IDeviceDriver
{
    /// <summary>The settings of one device, declared once as static fields.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>How the host treats a device with these settings, and the entities known without asking it.</summary>
    /// <param name="settings">Checked one by one against <see cref="Settings"/>.</param>
    /// <returns>The plan. Must be quick and touch nothing outside.</returns>
    /// <exception cref="SettingException">The settings make no sense together.</exception>
    DriverPlan Plan(ISettings settings);

    /// <summary>Opens a connection: transport, handshake and login, all or nothing.</summary>
    /// <param name="attempt">What the host lends to this attempt and to the connection it becomes.</param>
    /// <param name="deadline"><see cref="DriverPlan.OpenLimit"/>.</param>
    /// <returns>An open, authenticated connection.</returns>
    /// <exception cref="ConnectionEndedException">It cannot be opened; the host closes what the attempt has opened.</exception>
    /// <exception cref="DeviceBusyException">Not at the moment; tried again after the back-off.</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed; tried again after the back-off.</exception>
    Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline);
}
