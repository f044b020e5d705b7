namespace PluginHost.Barco.Virtual;

/// <summary>What a virtual projector has seen of its clients. Thread-safe.</summary>
public sealed class BarcoCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _requests = new(StringComparer.Ordinal);
    private int _accepted;
    private int _open;
    private int _peakOpen;
    private int _closedByFin;
    private int _closedByReset;
    private int _authentications;
    private long _bytesReceived;
    private long _bytesSent;

    /// <summary>Connections accepted so far, those refused by a fault included.</summary>
    public int Accepted => Read(ref _accepted);

    /// <summary>Connections open now; one counts until the client has closed it too.</summary>
    public int Open => Read(ref _open);

    /// <summary>The most connections that were open at one time.</summary>
    public int PeakOpen => Read(ref _peakOpen);

    /// <summary>Connections that the client ended orderly.</summary>
    public int ClosedByFin => Read(ref _closedByFin);

    /// <summary>Connections that the client reset.</summary>
    public int ClosedByReset => Read(ref _closedByReset);

    /// <summary>Logins tried, right or wrong.</summary>
    public int Authentications => Read(ref _authentications);

    /// <summary>Bytes received from all clients.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Bytes sent to all clients.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Requests so far by method, a copy.</summary>
    public IReadOnlyDictionary<string, int> Requests
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, int>(_requests, StringComparer.Ordinal);
            }
        }
    }

    internal void Accept()
    {
        lock (_lock)
        {
            _accepted++;
            _open++;
            _peakOpen = Math.Max(_peakOpen, _open);
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            _open--;
        }
    }

    internal void ClientFinished() => Interlocked.Increment(ref _closedByFin);

    internal void ClientReset() => Interlocked.Increment(ref _closedByReset);

    internal void Receive(long bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    internal void Send(long bytes) => Interlocked.Add(ref _bytesSent, bytes);

    internal void Request(string method)
    {
        lock (_lock)
        {
            _requests[method] = _requests.GetValueOrDefault(method) + 1;
            if (method == Protocol.Names.PulseMethods.Authenticate)
            {
                _authentications++;
            }
        }
    }

    private int Read(ref int counter)
    {
        lock (_lock)
        {
            return counter;
        }
    }
}
