using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports.Http.Authentication;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Transports.Http;

/// <summary>Makes an HTTP client of a driver: its connections stand in the ledger, and it does nothing that it was not asked for.</summary>
internal static class DriverHttpClient
{
    /// <summary>As much as the largest picture of a camera; a device must not fill the house's memory.</summary>
    private const int LargestBufferedBody = 16 * 1024 * 1024;

    private static readonly StreamOptions Defaults = new();

    /// <exception cref="ConnectionEndedException">The scope is over.</exception>
    public static HttpClient Create(HttpOptions options, LedgerScope scope, TransportServices services, string openedBy)
    {
        scope.ThrowIfEnded();
        HttpMessageHandler handler = CreateConnections(options, scope, services.Resolver, openedBy);
        if (options.Credentials is { } credentials)
        {
            handler = new AuthenticationHandler(handler, options.BaseAddress, credentials);
        }

        return new HttpClient(new ScopedHttpHandler(handler, scope, openedBy))
        {
            BaseAddress = options.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestBufferedBody,
        };
    }

    private static SocketsHttpHandler CreateConnections(
        HttpOptions options, LedgerScope scope, HostResolver resolver, string openedBy)
    {
        var connections = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) =>
                new ValueTask<Stream>(ConnectAsync(context.DnsEndPoint, scope, resolver, openedBy, cancellationToken)),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = TlsHandshake.CheckBy(options.Trust),
            },
            ConnectTimeout = options.ConnectLimit,
            MaxConnectionsPerServer = options.MaxConnections,

            // A renewed connection finds a device whose address has changed behind its name.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,

            // Devices are no part of a trace.
            ActivityHeadersPropagator = null,
        };
        if (options.Endless)
        {
            // The rest of a stream that never ends is not worth waiting for.
            connections.MaxResponseDrainSize = 0;
            connections.ResponseDrainTimeout = TimeSpan.Zero;
        }

        return connections;
    }

    private static async Task<Stream> ConnectAsync(
        DnsEndPoint remote, LedgerScope scope, HostResolver resolver, string openedBy, CancellationToken cancellationToken)
    {
        // Runs in whatever flow the pool of connections happens to have, a driver's included.
        DriverFlow.BeginLending();
        scope.ThrowIfEnded();
        var addresses = await resolver.ResolveForConnectAsync(remote.Host, cancellationToken).ConfigureAwait(false);
        var socket = await SocketConnector.ConnectAsync(addresses, remote.Host, remote.Port, Defaults, cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = scope.Create(EntryRole.Pooled, TransportKind.Http, socket.RemoteEndPoint!.ToString()!, openedBy);
            return new HttpConnectionStream(LentStream.Lend(
                socket,
                new NetworkStream(socket, ownsSocket: false),
                entry,
                scope,

                // The pool would notice only when it next looks for a connection.
                (transport, reason) => transport.CloseAsLost(reason)));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
