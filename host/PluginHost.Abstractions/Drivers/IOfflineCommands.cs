namespace PluginHost;

/// <summary>Implemented by a driver that can do something for a device without a connection to it, such as waking it up.</summary>
/// <example>
/// <code>
/// public async Task&lt;OfflineDecision&gt; ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline)
/// {
///     if (command.Entity.Id != "power" || device.Memory["mac"] is not { } mac) { return OfflineDecision.NotHandled; }
///     await device.Transports.WakeAsync(mac, deadline);
///     return OfflineDecision.Hold(TimeSpan.FromMinutes(5));
/// }
/// </code>
/// </example>
public interface IOfflineCommands
{
    /// <summary>Called for a command to an <see cref="Entity.OperableOffline"/> entity while there is no connection.</summary>
    /// <param name="command">The command.</param>
    /// <param name="device">What the host lends; transports are closed when the call ends.</param>
    /// <param name="deadline">10 s.</param>
    /// <returns>Whether the command was refused, or is to be kept until the device answers.</returns>
    Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline);
}
