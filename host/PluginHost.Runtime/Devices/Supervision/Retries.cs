namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>How long a device is left alone after an attempt that failed, and how many refused credentials are behind it.</summary>
internal sealed class Retries
{
    private readonly BackoffClock _backoff = new();
    private readonly BackoffClock _broken = new();
    private int _refusals;

    /// <summary>Which attempt comes next, or is under way.</summary>
    public int Attempt => _backoff.Attempt;

    public TimeSpan AfterLoss(Backoff backoff, Reaction? reaction) => reaction == Reaction.RetryLate
        ? _backoff.Longest(backoff, Random.Shared.NextDouble())
        : _backoff.Next(backoff, Random.Shared.NextDouble());

    public TimeSpan AfterBreakage() => _broken.Next(BackoffClock.ForBrokenDrivers, Random.Shared.NextDouble());

    /// <summary>The next pause is the first again.</summary>
    public void BeginAnew() => _backoff.Reset();

    /// <summary>The connection has held.</summary>
    public void Held()
    {
        _backoff.Reset();
        _broken.Reset();
    }

    /// <summary>The credentials were good.</summary>
    public void Accepted() => _refusals = 0;

    /// <summary>Counts a refusal.</summary>
    /// <returns>Whether it was the last one allowed.</returns>
    public bool Refused(int allowed) => ++_refusals >= allowed;

    /// <summary>Other settings or a person's wish: whatever happened before does not count.</summary>
    public void Forgive()
    {
        Held();
        Accepted();
    }
}
