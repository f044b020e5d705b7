namespace PluginHost;

/// <summary>
/// Lends connections to the network. The only way a driver reaches one: whatever is lent here stands in the host's
/// ledger with its owner, and is closed by the host at the latest when the device's connection is over.
/// </summary>
/// <remarks>
/// Names are resolved by the host. For every stream TCP keep-alive is on and a small write leaves at once (no delay).
/// What a driver still holds open when its <see cref="IAsyncDisposable.DisposeAsync"/> has returned is closed all the
/// same, but reported as a leak. Thread-safe.
/// </remarks>
public interface ITransports
{
    /// <summary>Opens a TCP stream, or a TLS stream when <see cref="StreamOptions.Tls"/> is set.</summary>
    /// <param name="host">A name or address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="deadline">Bounds look-up, connect and TLS handshake together.</param>
    /// <param name="options">Keep-alive and TLS; <see langword="null"/> takes the defaults.</param>
    /// <returns>An open stream. Dispose it in the connection's <c>DisposeAsync</c>.</returns>
    /// <exception cref="ConnectionEndedException">Nobody answers there (<see cref="ConnectionEnd.Lost"/>), or the
    /// certificate is not the expected one (<see cref="ConnectionEnd.ProtocolBroken"/>).</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    /// <example><code>var stream = await attempt.Transports.ConnectAsync("192.168.1.20", 9090, deadline);</code></example>
    Task<IStreamTransport> ConnectAsync(string host, int port, Deadline deadline, StreamOptions? options = null);

    /// <summary>
    /// Makes an HTTP client whose connections the host owns. It has no total time limit of its own: bound each exchange
    /// with its deadline's token, and end a stream by cancelling its pending read.
    /// </summary>
    /// <param name="options">Credentials, certificate trust, and whether it is for endless streams.</param>
    /// <returns>The client; disposing it is allowed, the host does it otherwise.</returns>
    /// <example>
    /// <code>
    /// _http = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = new Uri("http://192.168.1.30/") });
    /// _events = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = camera, Endless = true });
    /// </code>
    /// </example>
    HttpClient CreateHttpClient(HttpOptions options);

    /// <summary>Opens a UDP socket.</summary>
    /// <param name="options">Local port, broadcast and multicast.</param>
    /// <returns>The open socket.</returns>
    /// <exception cref="ConnectionEndedException">The local port is taken or the group cannot be joined.</exception>
    IDatagramTransport OpenDatagrams(DatagramOptions options);

    /// <summary>Listens for streams that a device opens to the host.</summary>
    /// <param name="options">Local address and port, limits per stream.</param>
    /// <returns>The bound listener; nothing is accepted before <see cref="IStreamListener.ServeAsync"/> runs.</returns>
    /// <exception cref="ConnectionEndedException">The local port is taken.</exception>
    IStreamListener Listen(ListenerOptions options);

    /// <summary>Sends a wake-on-LAN packet for a sleeping device on every interface.</summary>
    /// <param name="mac">The device's hardware address, such as <c>00:04:A5:12:34:56</c>.</param>
    /// <param name="deadline">Bounds the sending.</param>
    /// <returns>A task that ends when the packets are on their way; nobody acknowledges them.</returns>
    /// <exception cref="FormatException"><paramref name="mac"/> is no hardware address.</exception>
    Task WakeAsync(string mac, Deadline deadline);
}
