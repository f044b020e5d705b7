namespace PluginHost;

/// <summary>Says that a connection is over and why. Whatever call of the contract throws it, the host ends the connection.</summary>
/// <remarks>
/// The reason is one sentence for the person who reads the log. A connection that ended is disposed and never used
/// again; the host opens a new one when the <see cref="End"/> allows it.
/// </remarks>
/// <example>
/// <code>
/// if (line is null)
/// {
///     throw ConnectionEndedException.Lost("The meter closed the connection.");
/// }
/// </code>
/// </example>
public sealed class ConnectionEndedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="end">Why the connection is over.</param>
    /// <param name="reason">One sentence for the log and the API; must hold no secret.</param>
    /// <param name="cause">What the driver caught, if anything.</param>
    public ConnectionEndedException(ConnectionEnd end, string reason, Exception? cause = null)
        : base(reason, cause) => End = end;

    /// <summary>Why the connection is over.</summary>
    public ConnectionEnd End { get; }

    /// <summary>The peer or the network is gone, or an answer did not come in time.</summary>
    /// <param name="reason">One sentence for the log and the API.</param>
    /// <param name="cause">What the driver caught, if anything.</param>
    /// <returns>The exception to throw.</returns>
    public static ConnectionEndedException Lost(string reason, Exception? cause = null) =>
        new(ConnectionEnd.Lost, reason, cause);

    /// <summary>The device refused the PIN, name or password.</summary>
    /// <param name="reason">One sentence for the log and the API, without the credentials.</param>
    /// <returns>The exception to throw.</returns>
    public static ConnectionEndedException CredentialsRefused(string reason) =>
        new(ConnectionEnd.CredentialsRefused, reason);

    /// <summary>The peer sent what the protocol does not allow.</summary>
    /// <param name="reason">What came and what was expected, with at most a short excerpt.</param>
    /// <param name="cause">What the driver caught, if anything.</param>
    /// <returns>The exception to throw.</returns>
    public static ConnectionEndedException ProtocolBroken(string reason, Exception? cause = null) =>
        new(ConnectionEnd.ProtocolBroken, reason, cause);

    /// <summary>The peer works but cannot do what the driver needs.</summary>
    /// <param name="reason">What is missing.</param>
    /// <returns>The exception to throw.</returns>
    public static ConnectionEndedException Unsupported(string reason) => new(ConnectionEnd.Unsupported, reason);
}
