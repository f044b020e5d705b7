namespace PluginHost;

/// <summary>How the host treats one device: a policy in data, made by <see cref="IDeviceDriver.Plan"/>.</summary>
/// <example>
/// <code>
/// new DriverPlan
/// {
///     Entities = [Entity.Switch("power")],
///     LongestSilence = TimeSpan.FromSeconds(15),
///     HandOver = HandOverKind.Overlap,
/// }
/// </code>
/// </example>
public sealed record DriverPlan
{
    /// <summary>The entities known without asking the device; the device's own are declared by the connection.</summary>
    public IReadOnlyList<Entity> Entities { get; init; } = [];

    /// <summary>Whether the connection stays open.</summary>
    /// <value><see cref="ConnectionMode.Persistent"/> by default.</value>
    public ConnectionMode Mode { get; init; } = ConnectionMode.Persistent;

    /// <summary>Whether the device allows one client only; <c>probe</c> then keeps away while the server holds it.</summary>
    /// <value>True by default.</value>
    public bool Exclusive { get; init; } = true;

    /// <summary>
    /// The address as <c>host:port</c>: one opening at a time per address, however many devices share it;
    /// <see langword="null"/> (default) when the device has one to itself.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>The longest opening may take, handshake included.</summary>
    /// <value>15 s by default; above zero, at most 60 s.</value>
    public TimeSpan OpenLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The shortest time from the end of one command to the start of the next.</summary>
    /// <value>Zero by default.</value>
    public TimeSpan CommandGap { get; init; }

    /// <summary>The pauses between attempts.</summary>
    public Backoff Backoff { get; init; } = new();

    /// <summary>How often refused credentials are tried before the host waits for new ones.</summary>
    /// <value>2 by default, as for a PIN; 3 suits a password; 1 to 3.</value>
    public int CredentialTries { get; init; } = 2;

    /// <summary>How often the host replaces a healthy connection by <see cref="HandOver"/>; <see langword="null"/> (default) for never.</summary>
    /// <remarks>
    /// Counts from the opening. With <see cref="HandOverKind.Resume"/> the connection is closed and opened anew: going on with
    /// the same stream would renew nothing. With <see cref="HandOverKind.Overlap"/> a next connection that does not open is
    /// tried again while the present one goes on.
    /// </remarks>
    public TimeSpan? Renewal { get; init; }

    /// <summary>
    /// The longest time without a received byte that still counts as alive; longer silence is a lost connection.
    /// <see langword="null"/> (default) leaves it to the rhythms to notice.
    /// </summary>
    public TimeSpan? LongestSilence { get; init; }

    /// <summary>
    /// How the device goes from one connection to the next. Counts where the plans of both agree, and address and secrets
    /// stay the same; else, and in per-poll mode, it is a <see cref="HandOverKind.Reconnect"/>.
    /// </summary>
    /// <value><see cref="HandOverKind.Reconnect"/> by default.</value>
    public HandOverKind HandOver { get; init; } = HandOverKind.Reconnect;
}
