using System.Globalization;
using System.Net;
using PluginHost.Barco.Virtual.Faults;
using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual;

/// <summary>A projector for tests and for the demo: speaks the protocol, keeps its states and times, and refuses what a projector would refuse.</summary>
[VirtualDevice("barco")]
public sealed class BarcoVirtualDevice : IVirtualDevice
{
    /// <summary>As many as a process may have descriptors by default: a client that leaks is to run out of them first.</summary>
    private const int MostStreams = 1024;

    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1);

    private Projector? _projector;

    /// <summary>What it has seen of its clients.</summary>
    public BarcoCounters Counters { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings => VirtualOptions.Settings;

    /// <inheritdoc/>
    public IReadOnlyList<Fault> Faults => VirtualFaults.All;

    /// <summary>Does what a wake packet does; without effect unless it is in eco.</summary>
    public void Wake() => _projector?.Wake();

    /// <inheritdoc/>
    public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
    {
        var projector = _projector = new Projector(VirtualOptions.Read(context.Settings), context.Faults, context.Time);
        var listener = context.Listen(MostStreams);
        var address = listener.LocalEndPoint;
        var settings = new Dictionary<string, string>
        {
            ["host"] = address.Address.ToString(),
            ["port"] = address.Port.ToString(CultureInfo.InvariantCulture),
        };
        if (projector.Options.AuthMode != AuthMode.Open)
        {
            settings["pin"] = projector.Options.Pin.ToString("D5", CultureInfo.InvariantCulture);
        }

        context.Ready(settings);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running =
        [
            projector.RunAsync(ending.Token),
            ServeAsync(context, projector, listener, ending.Token),
            ListenForWakePacketsAsync(context, projector, ending.Token),
        ];
        await Task.WhenAny(running).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task ServeAsync(IVirtualDeviceContext context, Projector projector, IStreamListener listener, CancellationToken stop)
    {
        var address = listener.LocalEndPoint;
        while (true)
        {
            await using (listener.ConfigureAwait(false))
            {
                await ServeWhileAwakeAsync(context, projector, listener, stop).ConfigureAwait(false);
            }

            await projector.Network.Opened.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            // The same port again: a client knows no other.
            listener = context.Transports.Listen(new ListenerOptions
            {
                Address = address.Address,
                Port = address.Port,
                MaxStreams = MostStreams,
                StreamLimit = null,
            });
        }
    }

    private async Task ServeWhileAwakeAsync(IVirtualDeviceContext context, Projector projector, IStreamListener listener, CancellationToken stop)
    {
        using var asleep = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var serving = projector.Network.IsOpen
            ? listener.ServeAsync((stream, ends) => ServeClientAsync(context, projector, stream, ends), asleep.Token)
            : Task.CompletedTask;
        await projector.Network.Closed.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested)
        {
            projector.EndSessions();
            await projector.NoClients.WaitAsync(FarewellLimit, context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await asleep.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
    }

    private async Task ServeClientAsync(IVirtualDeviceContext context, Projector projector, IStreamTransport stream, CancellationToken stop)
    {
        Counters.Accept();
        try
        {
            if (IsTurnedAway(context.Faults, projector, out var reset))
            {
                if (reset)
                {
                    stream.Abort();
                }

                return;
            }

            var session = new VirtualSession(stream, projector, context.Faults, Counters, context.Time);
            if (projector.TryJoin(session))
            {
                try
                {
                    await session.RunAsync(stop).ConfigureAwait(false);
                }
                finally
                {
                    projector.Leave(session);
                }
            }
        }
        finally
        {
            Counters.End();
        }
    }

    private static bool IsTurnedAway(FaultList faults, Projector projector, out bool reset)
    {
        foreach (var fault in new[] { VirtualFaults.RefuseConnection, VirtualFaults.SecondConnection })
        {
            if ((fault == VirtualFaults.RefuseConnection || projector.HasClients) && faults.Occurs(fault, out var value))
            {
                reset = FaultValue.Word(fault, value, "fin", "rst") == "rst";
                return true;
            }
        }

        reset = false;
        return false;
    }

    private static async Task ListenForWakePacketsAsync(IVirtualDeviceContext context, Projector projector, CancellationToken stop)
    {
        if (projector.Options.WakePort == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var datagrams = context.Transports.OpenDatagrams(new DatagramOptions { Port = projector.Options.WakePort, Address = IPAddress.Any, SharePort = true });
        await using (datagrams.ConfigureAwait(false))
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    var datagram = await datagrams.ReceiveAsync(stop).ConfigureAwait(false);
                    if (WakePacket.IsFor(datagram.Payload.Span, SystemSeed.HardwareAddress))
                    {
                        projector.Wake();
                    }
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }
}
