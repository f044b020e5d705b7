namespace PluginHost;

/// <summary>Implemented by a driver that can go on with the streams of a suspended connection.</summary>
public interface IResumingDriver
{
    /// <summary>Makes a connection from what another one left. The streams belong to this attempt from now on.</summary>
    /// <param name="attempt">As for <see cref="IDeviceDriver.OpenAsync"/>.</param>
    /// <param name="left">What the suspended connection left.</param>
    /// <param name="deadline">The time allowed, as for opening.</param>
    /// <returns>
    /// The connection, or <see langword="null"/> when the state's version is unknown; the host then closes the streams and
    /// opens anew.
    /// </returns>
    Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline);
}
