using System.Net.Sockets;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports.Datagrams;
using PluginHost.Runtime.Transports.Http;

namespace PluginHost.Runtime.Transports;

/// <summary>Lends transports to one attempt or connection, search or virtual device; each is entered in its scope first.</summary>
internal sealed class TransportLender(TransportServices services, LedgerScope scope, Action<StreamTransport, string>? connectionEnded = null) : ITransports
{
    public async Task<IStreamTransport> ConnectAsync(string host, int port, Deadline deadline, StreamOptions? options = null)
    {
        var openedBy = OpeningFrames.Capture();
        options ??= new StreamOptions();
        DriverFlow.BeginLending();
        scope.ThrowIfEnded();
        var addresses = await services.Resolver.ResolveForConnectAsync(host, deadline.Token).ConfigureAwait(false);
        var socket = await SocketConnector.ConnectAsync(addresses, host, port, options, deadline.Token).ConfigureAwait(false);
        Stream? stream = null;
        try
        {
            stream = new NetworkStream(socket, ownsSocket: false);
            if (options.Tls is { } tls)
            {
                stream = await TlsHandshake.AsClientAsync(stream, host, tls, deadline.Token).ConfigureAwait(false);
            }

            var kind = options.Tls is null ? TransportKind.Tcp : TransportKind.Tls;
            return LentStream.Lend(
                socket,
                stream,
                scope.Create(EntryRole.Lent, kind, socket.RemoteEndPoint!.ToString()!, openedBy),
                scope,
                options.EndsConnection ? connectionEnded : null);
        }
        catch (Exception error)
        {
            stream?.Dispose();
            socket.Dispose();
            if (StreamErrors.IsExpected(error))
            {
                throw StreamErrors.ToEnding(error, $"Connecting to {host}:{port} failed");
            }

            throw;
        }
    }

    public HttpClient CreateHttpClient(HttpOptions options) => DriverHttpClient.Create(options, scope, services, OpeningFrames.Capture());

    public IDatagramTransport OpenDatagrams(DatagramOptions options) => new DatagramTransport(options, scope, services, OpeningFrames.Capture());

    public IStreamListener Listen(ListenerOptions options) => new StreamListener(options, scope, services, OpeningFrames.Capture());

    public Task WakeAsync(string mac, Deadline deadline)
    {
        var packet = MagicPacket.For(mac);
        return MagicPacket.SendAsync(packet, services.WakeTargets(services.Interfaces()), services.Log, deadline.Token);
    }
}
