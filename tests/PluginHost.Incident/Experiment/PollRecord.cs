namespace PluginHost.Incident.Experiment;

/// <summary>What became of the polls of one client. Thread-safe.</summary>
internal sealed class PollRecord(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _staleSince;

    public int Succeeded { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The longest that one poll took, well or not.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The longest from the beginning of a poll that failed to the end of the next that did not.</summary>
    public TimeSpan WorstRecovery { get; private set; }

    public Poll Begin() => new(this, time.GetTimestamp());

    private void End(long began, bool isSuccess)
    {
        lock (_lock)
        {
            var took = time.GetElapsedTime(began);
            Longest = took > Longest ? took : Longest;
            if (!isSuccess)
            {
                Failed++;
                _staleSince ??= began;
                return;
            }

            Succeeded++;
            if (_staleSince is { } since)
            {
                var recovery = time.GetElapsedTime(since);
                WorstRecovery = recovery > WorstRecovery ? recovery : WorstRecovery;
                _staleSince = null;
            }
        }
    }

    /// <summary>One poll, failed unless it is said to have succeeded before it ends.</summary>
    internal sealed class Poll(PollRecord record, long began) : IDisposable
    {
        private bool _isSuccess;

        public void Succeed() => _isSuccess = true;

        public void Dispose() => record.End(began, _isSuccess);
    }
}
