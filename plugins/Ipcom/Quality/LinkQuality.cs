using System.Globalization;
using PluginHost.Ipcom.Declarations;

namespace PluginHost.Ipcom.Quality;

/// <summary>How good the connection is: round trips and missed polls of this session, and how many sessions there were.</summary>
internal sealed class LinkQuality(IConnectionContext attempt, TimeSpan interval)
{
    private const string SessionsKey = "sessions";

    private readonly RoundTrips _roundTrips = new();
    private long? _lastPoll;

    /// <summary>Polls that were due and not sent, because an answer or a command took so long.</summary>
    public long Missed { get; private set; }

    /// <summary>Goes on counting where another connection stopped.</summary>
    public void GoOnFrom(long missed) => Missed = missed;

    /// <summary>Counts a session that was opened, in the device's memory.</summary>
    public void CountSession() => attempt.Memory[SessionsKey] = (Sessions() + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Notes a poll of the rhythm, before it is sent.</summary>
    public void PollBegins()
    {
        var now = attempt.Time.GetTimestamp();
        if (_lastPoll is { } last)
        {
            // A poll may come early, or late by less than another one.
            Missed += Math.Max(0, (long)(attempt.Time.GetElapsedTime(last, now) / interval) - 1);
        }

        _lastPoll = now;
    }

    /// <summary>Notes the answer to a poll.</summary>
    public void Answered(TimeSpan roundTrip) => _roundTrips.Add(roundTrip);

    /// <summary>Shows the figures.</summary>
    public void Show()
    {
        attempt.Entities.Set(LinkEntities.RoundTripMedian.Id, ValueOf(_roundTrips.Percentile(0.5)));
        attempt.Entities.Set(LinkEntities.RoundTripWorst.Id, ValueOf(_roundTrips.Percentile(0.99)));
        attempt.Entities.Set(LinkEntities.MissedPolls.Id, Missed);
        attempt.Entities.Set(LinkEntities.Reconnects.Id, Math.Max(0, Sessions() - 1), outlivesConnection: true);
    }

    private static EntityValue ValueOf(double? milliseconds) => milliseconds is { } known ? known : EntityValue.Nothing;

    private long Sessions() =>
        long.TryParse(attempt.Memory[SessionsKey], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
