using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices.Memory;

/// <summary>What is remembered of one device over restarts: its driver's short texts and the entities it last declared.</summary>
internal sealed partial class DeviceMemory
{
    public const int MostKeys = 32;
    public const int LongestKey = 64;
    public const int LongestText = 1024;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _saving = new(1);
    private readonly string _device;
    private readonly MemoryFile _file;
    private readonly ILogger _log;
    private MemoryContent _content;
    private MemoryLoan _loan;
    private int _version;
    private int _saved;
    private int _isSaveDue;

    public DeviceMemory(string device, MemoryOrigin origin, MemoryFile file, ILogger log)
    {
        (_device, _file, _log) = (device, file, log);
        _content = Load(device, file, log) ?? MemoryContent.Empty(origin);
        _loan = new MemoryLoan(this);
        BelongTo(origin);
    }

    public IReadOnlyList<Entity> Entities
    {
        get
        {
            lock (_lock)
            {
                return _content.Entities;
            }
        }
    }

    /// <summary>What drivers are lent of it until the device becomes another one.</summary>
    public IDeviceMemory Loan
    {
        get
        {
            lock (_lock)
            {
                return _loan;
            }
        }
    }

    public string? Get(MemoryLoan loan, string key)
    {
        lock (_lock)
        {
            return loan == _loan ? _content.Texts.GetValueOrDefault(key) : null;
        }
    }

    public void Set(MemoryLoan loan, string key, string? value)
    {
        Check(key, value);
        lock (_lock)
        {
            if (loan != _loan || _content.Texts.GetValueOrDefault(key) == value)
            {
                return;
            }

            var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (known, text) in _content.Texts.Where(text => text.Key != key))
            {
                texts[known] = text;
            }

            if (value is not null)
            {
                texts[key] = value;
            }

            if (texts.Count > MostKeys)
            {
                throw new ArgumentException($"At most {MostKeys} texts are kept for a device.", nameof(key));
            }

            _content = _content with { Texts = texts };
            _version++;
        }

        SaveSoon();
    }

    public void Remember(IReadOnlyList<Entity> entities)
    {
        lock (_lock)
        {
            _content = _content with { Entities = entities };
            _version++;
        }

        SaveSoon();
    }

    /// <summary>Says of what the device is now; what was learned of another is forgotten.</summary>
    /// <returns>Whether it has become another one.</returns>
    public bool BelongTo(MemoryOrigin origin)
    {
        MemoryContent old;
        lock (_lock)
        {
            old = _content;
            if (old.Origin == origin)
            {
                return false;
            }

            (_content, _loan) = (MemoryContent.Empty(origin), new MemoryLoan(this));
            _version++;
        }

        if (!old.IsEmpty)
        {
            Log.Dropped(_log, _device, old.Origin, origin);
        }

        SaveSoon();
        return true;
    }

    /// <summary>Writes what has changed; the last state of several quick changes is written once.</summary>
    public async Task SaveAsync()
    {
        Volatile.Write(ref _isSaveDue, 0);
        await _saving.WaitAsync().ConfigureAwait(false);
        try
        {
            var (version, content) = Read();
            if (version != _saved)
            {
                await _file.WriteAsync(content).ConfigureAwait(false);
                _saved = version;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // An argument: the driver gave a text or number that JSON does not have.
            Log.NotSaved(_log, _file.Path, error);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Saves without making the driver wait for the disk, and without taking its flow along.</summary>
    private void SaveSoon()
    {
        if (Interlocked.Exchange(ref _isSaveDue, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static memory => _ = memory.SaveAsync(), this, preferLocal: false);
        }
    }

    private static void Check(string key, string? value)
    {
        if (key.Length is 0 or > LongestKey)
        {
            throw new ArgumentException($"A key has 1 to {LongestKey} letters.", nameof(key));
        }

        if (value?.Length > LongestText)
        {
            throw new ArgumentException($"A text has at most {LongestText} letters.", nameof(value));
        }
    }

    private static MemoryContent? Load(string device, MemoryFile file, ILogger log)
    {
        try
        {
            return file.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            // Only conveniences are in it: without them the device learns anew.
            Log.NotRead(log, device, file.Path, error);
            return null;
        }
    }

    private (int Version, MemoryContent Content) Read()
    {
        lock (_lock)
        {
            return (_version, _content);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What was remembered of the device in {Path} could not be saved")]
        public static partial void NotSaved(ILogger log, string path, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "What was remembered of {Device} in {Path} could not be read; it starts without")]
        public static partial void NotRead(ILogger log, string device, string path, Exception error);

        [LoggerMessage(3, LogLevel.Information, "What was remembered of {Device} is dropped: it was learned by {Old}, and the device is now {New}")]
        public static partial void Dropped(ILogger log, string device, MemoryOrigin old, MemoryOrigin @new);
    }
}
