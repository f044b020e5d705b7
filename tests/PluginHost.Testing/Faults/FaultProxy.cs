using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>
/// A TCP proxy on a free loopback port in front of a target, with one <see cref="NetworkFault"/> at a
/// time that can be changed live. Real sockets on both sides; disposing closes them all and waits for it.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int MostRecords = 1000;

    private readonly Lock _gate = new();
    private readonly IPEndPoint _target;
    private readonly TimeProvider _time;
    private readonly ProxyListener _listener;
    private readonly Dictionary<ProxyConnection, Task> _open = [];
    private readonly Queue<ConnectionRecord> _records = [];
    private NetworkFault _fault = NetworkFault.None;
    private bool _disposed;

    private FaultProxy(IPEndPoint target, TimeProvider time)
    {
        _target = target;
        _time = time;
        _listener = new ProxyListener(OnAccepted);
    }

    /// <summary>Where clients connect; the same for the proxy's whole life.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>The port of <see cref="EndPoint"/>.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Counters over all connections.</summary>
    public ProxyTotals Totals { get; } = new();

    /// <summary>The fault that new connections meet.</summary>
    public NetworkFault Fault
    {
        get
        {
            lock (_gate)
            {
                return _fault;
            }
        }
    }

    /// <summary>The last 1000 connections, ended ones included, in the order they were accepted.</summary>
    public IReadOnlyList<ConnectionRecord> Connections
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Starts a proxy without a fault.</summary>
    /// <param name="target">Connected to anew for each client; it need not listen yet.</param>
    /// <param name="time">The clock of <see cref="NetworkFault.Trickle"/> and of <see cref="ConnectionRecord"/>; the system's where null.</param>
    public static FaultProxy Start(IPEndPoint target, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        var proxy = new FaultProxy(target, time ?? TimeProvider.System);
        proxy._listener.Open();
        return proxy;
    }

    /// <summary>Replaces the fault in force; <see cref="NetworkFault.None"/> heals.</summary>
    /// <exception cref="ArgumentException"><see cref="NetworkFault.Refuse"/> was to be applied to existing connections only.</exception>
    public void Apply(NetworkFault fault, FaultScope scope = FaultScope.All)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Kind == FaultKind.Refuse && !scope.HasFlag(FaultScope.New))
        {
            throw new ArgumentException("Only new connections can be refused.", nameof(scope));
        }

        ProxyConnection[] existing;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            existing = scope.HasFlag(FaultScope.Existing) ? [.. _open.Keys] : [];
            if (scope.HasFlag(FaultScope.New))
            {
                _fault = fault;
                OpenOrClose_NeedsGate();
            }
        }

        foreach (ProxyConnection connection in existing)
        {
            connection.Apply(fault);
        }
    }

    /// <summary>Drops all open connections now, as a flapping link or a device that restarts does, and waits until they are closed.</summary>
    /// <param name="end"><see cref="ProxyEnd.Reset"/> or <see cref="ProxyEnd.Fin"/>.</param>
    public async Task DropAllAsync(ProxyEnd end = ProxyEnd.Reset)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(end, ProxyEnd.Open);
        KeyValuePair<ProxyConnection, Task>[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach ((ProxyConnection connection, _) in open)
        {
            connection.End(end);
        }

        await Task.WhenAll(open.Select(one => one.Value)).ConfigureAwait(false);
    }

    /// <summary>Waits, in real time, until a connection satisfies <paramref name="predicate"/>, and returns it.</summary>
    /// <exception cref="TimeoutException">None did in time; the message lists all.</exception>
    public async Task<ConnectionRecord> WaitForAsync(
        Func<ConnectionRecord, bool> predicate, string description, TimeSpan? timeout = null)
    {
        ConnectionRecord? found = null;
        await Eventually.TrueAsync(
            () => (found = Connections.FirstOrDefault(predicate)) is not null,
            description,
            timeout,
            () => string.Join(Environment.NewLine, Connections)).ConfigureAwait(false);
        return found!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        await _listener.DisposeAsync().ConfigureAwait(false);
        await DropAllAsync().ConfigureAwait(false);
    }

    private void OpenOrClose_NeedsGate()
    {
        if (_fault.Kind == FaultKind.Refuse)
        {
            _listener.Close();
        }
        else
        {
            _listener.Open();
        }
    }

    private void OnAccepted(Socket client)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                client.Dispose();
                return;
            }

            Totals.CountAccepted();
            var record = new ConnectionRecord(Totals.Accepted, _time);
            _records.Enqueue(record);
            if (_records.Count > MostRecords)
            {
                _records.Dequeue();
            }

            var connection = new ProxyConnection(client, _target, _fault, record, Totals, _time);
            _open.Add(connection, Task.Run(() => ServeAsync(connection)));
        }
    }

    private async Task ServeAsync(ProxyConnection connection)
    {
        await connection.RunAsync().ConfigureAwait(false);

        // A connection that failed by a fault of the proxy stays listed, so that disposing reports it.
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }
}
