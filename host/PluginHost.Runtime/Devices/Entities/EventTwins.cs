namespace PluginHost.Runtime.Devices.Entities;

/// <summary>
/// Tells, while two connections overlap, which event is the same occurrence reported by the other one. Each report takes
/// away one of the other connection at most, so that what happens twice is told twice. Not thread-safe.
/// </summary>
internal sealed class EventTwins(TimeProvider time)
{
    /// <summary>How far apart the two reports of one occurrence may come.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Queue<Report> _inOrder = new();
    private readonly Dictionary<string, List<Report>> _byKey = [];

    /// <param name="connection">Who reports it.</param>
    /// <param name="happened">What.</param>
    /// <param name="overlaps">Whether two connections live; what is reported before and after that is not remembered.</param>
    /// <returns>Whether the other connection has told it already.</returns>
    public bool IsSecond(long connection, DeviceEvent happened, bool overlaps)
    {
        Forget();
        if (!overlaps && _byKey.Count == 0)
        {
            return false;
        }

        var key = happened.Fingerprint is { } fingerprint ? $"={fingerprint}" : $"{happened.Entity} {happened.Json}";
        var known = _byKey.GetValueOrDefault(key) ?? [];
        if (known.Find(report => report.Connection != connection) is { } first)
        {
            Remove(first);
            return true;
        }

        if (overlaps)
        {
            var report = new Report(key, connection, time.GetTimestamp());
            _inOrder.Enqueue(report);
            known.Add(report);
            _byKey[key] = known;
        }

        return false;
    }

    private void Forget()
    {
        while (_inOrder.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Window)
        {
            _inOrder.Dequeue();
            Remove(oldest);
        }
    }

    private void Remove(Report report)
    {
        if (_byKey.TryGetValue(report.Key, out var known) && known.Remove(report) && known.Count == 0)
        {
            _byKey.Remove(report.Key);
        }
    }

    private sealed class Report(string key, long connection, long at)
    {
        public string Key => key;

        public long Connection => connection;

        public long At => at;
    }
}
