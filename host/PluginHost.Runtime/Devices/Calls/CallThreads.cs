using System.Globalization;

namespace PluginHost.Runtime.Devices.Calls;

/// <summary>
/// Knows which threads run in a call's flow at the moment, after its awaits too, so that a call that holds a thread can be
/// told from one that only waits.
/// </summary>
internal sealed class CallThreads(TimeProvider time)
{
    /// <summary>Whoever has been inside that long does not merely pass through.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    /// <summary>Holds host types only: a value of a plugin's type would stay in execution contexts and keep its generation loaded.</summary>
    private static readonly AsyncLocal<CallThreads?> Flow = new(Changed);

    [ThreadStatic]
    private static int _systemId;

    private readonly Lock _lock = new();
    private readonly List<Stay> _inside = [];

    /// <summary>Marks the current flow as the call's. Ends with the asynchronous method that called it.</summary>
    public void Enter() => Flow.Value = this;

    /// <summary>In words, which thread the call holds; <see langword="null"/> when it holds none.</summary>
    public string? Describe()
    {
        lock (_lock)
        {
            return _inside.Find(stay => time.GetElapsedTime(stay.Since) >= Settled) is { } found ? Describe(found) : null;
        }
    }

    private static string Describe(Stay stay)
    {
        var waits = stay.Thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
        var id = stay.SystemId != 0 ? string.Create(CultureInfo.InvariantCulture, $" ({stay.SystemId} in the system)") : "";
        return $"it holds thread {stay.Thread.ManagedThreadId}{id}, which {(waits ? "sleeps or waits" : "runs or is inside a system call")}";
    }

    private static void Changed(AsyncLocalValueChangedArgs<CallThreads?> change)
    {
        change.PreviousValue?.Left();
        change.CurrentValue?.Entered();
    }

    private static int SystemThreadId()
    {
        try
        {
            // The link is the only way to the number without a native call: "PID/task/TID".
            var link = OperatingSystem.IsLinux() ? File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)?.Name : null;
            return int.TryParse(link, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only people read it, and an exception in here would end the process.
            return 0;
        }
    }

    private void Entered()
    {
        if (_systemId == 0)
        {
            _systemId = SystemThreadId();
        }

        lock (_lock)
        {
            _inside.Add(new Stay(Thread.CurrentThread, _systemId, time.GetTimestamp()));
        }
    }

    private void Left()
    {
        lock (_lock)
        {
            _inside.RemoveAll(stay => stay.Thread == Thread.CurrentThread);
        }
    }

    private sealed record Stay(Thread Thread, int SystemId, long Since);
}
