using System.Net;

namespace PluginHost;

/// <summary>A bound listener for streams that a device opens to the host (webhooks), lent by the host.</summary>
public interface IStreamListener : IAsyncDisposable
{
    /// <summary>The number under which the host's ledger knows it.</summary>
    long Id { get; }

    /// <summary>The address and port it is bound to.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// Accepts streams and runs <paramref name="serve"/> for each of them, several at a time, until stopped. A stream is
    /// closed when its call ends; a call that throws costs its own stream only and is logged.
    /// </summary>
    /// <param name="serve">
    /// Serves one stream; its token is cancelled at <see cref="ListenerOptions.StreamLimit"/> and on stop.
    /// </param>
    /// <param name="stop">Ends accepting and all that is being served.</param>
    /// <returns>A task that ends when stopped and every stream is closed.</returns>
    /// <example>
    /// <code>
    /// public Task ListenAsync(CancellationToken stop) => _webhook.ServeAsync(ReceivePostAsync, stop);
    /// </code>
    /// </example>
    Task ServeAsync(Func<IStreamTransport, CancellationToken, Task> serve, CancellationToken stop);
}
