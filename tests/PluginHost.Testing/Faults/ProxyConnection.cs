using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>A client's connection through the proxy and the one to the target that belongs to it.</summary>
internal sealed class ProxyConnection
{
    private readonly Lock _gate = new();

    // Never disposed, because End may still be inside Cancel when the connection is over; it holds no timer and no handle.
    private readonly CancellationTokenSource _ending = new();
    private readonly Socket _client;
    private readonly IPEndPoint _targetEndPoint;
    private readonly ProxyTotals _totals;
    private readonly ProxyFlow _toTarget;
    private readonly ProxyFlow _toClient;
    private FaultInForce _force;
    private ProxyEnd _end;

    public ProxyConnection(
        Socket client, IPEndPoint target, NetworkFault fault, ConnectionRecord record, ProxyTotals totals, TimeProvider time)
    {
        _client = client;
        _targetEndPoint = target;
        _force = new FaultInForce(fault);
        Record = record;
        _totals = totals;
        _toTarget = new ProxyFlow(FlowDirection.ToTarget, this, time);
        _toClient = new ProxyFlow(FlowDirection.ToClient, this, time);
    }

    public ConnectionRecord Record { get; }

    public FaultInForce Force
    {
        get
        {
            lock (_gate)
            {
                return _force;
            }
        }
    }

    /// <summary>Runs the connection to its end and closes both sides; it throws only on a fault of the proxy itself.</summary>
    public async Task RunAsync()
    {
        using Socket target = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (_client)
        {
            _client.NoDelay = true;
            await Task.WhenAll(
                EndOnFailureAsync(_toTarget.FillAsync(_client, _ending.Token)),
                EndOnFailureAsync(ForwardAsync(target))).ConfigureAwait(false);
            if (_end == ProxyEnd.Reset)
            {
                // Closing with a linger of zero sends a RST.
                _client.LingerState = new LingerOption(enable: true, seconds: 0);
                target.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            else if (Record.ServerFin is null)
            {
                Record.MarkServerFin();
            }
        }

        _toTarget.Release();
        _toClient.Release();
        Record.MarkEnd(_end);
        _totals.CountEnd(_end);
    }

    public void Apply(NetworkFault fault)
    {
        FaultInForce before;
        lock (_gate)
        {
            before = _force;
            _force = new FaultInForce(fault);
        }

        before.MarkReplaced();
        _toTarget.Wake();
        _toClient.Wake();
        DropIfClientLeftBlackHole();
    }

    /// <summary>Ends the connection; the first cause wins.</summary>
    public void End(ProxyEnd end)
    {
        lock (_gate)
        {
            if (_end != ProxyEnd.Open)
            {
                return;
            }

            _end = end;
        }

        _ending.Cancel();
    }

    public void OnFinReceived(FlowDirection direction)
    {
        if (direction == FlowDirection.ToTarget)
        {
            Record.MarkClientFin();
            DropIfClientLeftBlackHole();
        }
    }

    public void OnFinSending(FlowDirection direction)
    {
        if (direction == FlowDirection.ToClient)
        {
            Record.MarkServerFin();
        }
    }

    public void Count(FlowDirection direction, int bytes)
    {
        Record.Count(direction, bytes);
        _totals.Count(direction, bytes);
    }

    private async Task ForwardAsync(Socket target)
    {
        // The target is not to see a connection that vanished before it.
        while (Force is { Fault.Kind: FaultKind.BlackHole } hole)
        {
            await hole.Replaced.WaitAsync(_ending.Token).ConfigureAwait(false);
        }

        await target.ConnectAsync(_targetEndPoint, _ending.Token).ConfigureAwait(false);
        await Task.WhenAll(
            EndOnFailureAsync(_toClient.FillAsync(target, _ending.Token)),
            EndOnFailureAsync(_toClient.DrainAsync(_client, _ending.Token)),
            EndOnFailureAsync(_toTarget.DrainAsync(target, _ending.Token)),
            EndOnFailureAsync(EndWhenFinishedAsync())).ConfigureAwait(false);
    }

    private async Task EndWhenFinishedAsync()
    {
        await Task.WhenAll(_toClient.Finished, _toTarget.Finished).WaitAsync(_ending.Token).ConfigureAwait(false);
        End(ProxyEnd.Fin);
    }

    // A peer's RST, or a target that refuses, ends both sides; what is cancelled by the end finds it decided.
    private async Task EndOnFailureAsync(Task loop)
    {
        try
        {
            await loop.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            End(ProxyEnd.Reset);
        }
    }

    // Nobody waits there any more; kept, it would look like a leak of the code under test.
    private void DropIfClientLeftBlackHole()
    {
        if (Record.ClientFin is not null && Force.Fault.Kind == FaultKind.BlackHole)
        {
            End(ProxyEnd.Fin);
        }
    }
}
