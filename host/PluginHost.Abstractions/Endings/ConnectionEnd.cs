namespace PluginHost;

/// <summary>Why a connection, or the attempt to open one, is over.</summary>
/// <remarks>
/// There is no value for a busy device: busy is no end, see <see cref="DeviceBusyException"/>. There is none for a
/// mistake in the driver either: any exception outside the contract says that by itself.
/// </remarks>
public enum ConnectionEnd
{
    /// <summary>The peer or the network is gone, or an answer did not come in time. Tried again after the back-off.</summary>
    Lost,

    /// <summary>
    /// The device refused the PIN, name or password. Tried at most <see cref="DriverPlan.CredentialTries"/> times, then
    /// not before the settings change or a person asks.
    /// </summary>
    CredentialsRefused,

    /// <summary>The peer sent what the protocol does not allow. Tried again after the back-off, on a new connection.</summary>
    ProtocolBroken,

    /// <summary>The peer works but cannot do what the driver needs (model, firmware, mode). Tried again at the back-off's cap.</summary>
    Unsupported,

    /// <summary>The host asked for the end: shutdown, a settings change, a reload.</summary>
    Stopped,
}
