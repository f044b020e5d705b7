namespace PluginHost.Ipcom.Virtual.Records;

/// <summary>The last of many entries. Thread-safe; grows up to its limit and no further.</summary>
internal sealed class RecentList<T>(int limit)
{
    private readonly Lock _lock = new();
    private readonly List<T> _entries = [];
    private int _oldest;

    public void Add(T entry)
    {
        lock (_lock)
        {
            if (_entries.Count < limit)
            {
                _entries.Add(entry);
                return;
            }

            _entries[_oldest] = entry;
            _oldest = (_oldest + 1) % limit;
        }
    }

    /// <summary>A copy, oldest first.</summary>
    public IReadOnlyList<T> Read()
    {
        lock (_lock)
        {
            return [.. _entries[_oldest..], .. _entries[.._oldest]];
        }
    }
}
