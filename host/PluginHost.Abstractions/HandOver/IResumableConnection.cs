namespace PluginHost;

/// <summary>Implemented by a connection that can be suspended for <see cref="HandOverKind.Resume"/>.</summary>
public interface IResumableConnection : IDeviceConnection
{
    /// <summary>
    /// Gives up the streams between two messages. Called when the lane is idle and
    /// <see cref="IDeviceConnection.ListenAsync"/> has ended; the connection is disposed afterwards and must leave the
    /// streams it gave up open.
    /// </summary>
    /// <param name="deadline">2 s.</param>
    /// <returns>All the new connection needs to go on.</returns>
    Task<HandOverState> SuspendAsync(Deadline deadline);
}
