using PluginHost.Ipcom.Declarations;
using PluginHost.Ipcom.Outputs;
using PluginHost.Ipcom.Quality;
using PluginHost.Ipcom.Session;

namespace PluginHost.Ipcom;

/// <summary>An open session with a controller: polls, and writes whose effect the next polls show.</summary>
internal sealed class IpcomConnection : IResumableConnection
{
    /// <summary>From one poll to the next: 2.86 a second, as the vendor's client.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(350);

    /// <summary>The same while a written value is not shown yet.</summary>
    public static readonly TimeSpan ConfirmInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>As the vendor's client.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(30);

    private const string Poll = "poll";
    private const string Write = "write";

    private static readonly TimeSpan ShowInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a hand-over waits for what was written to show; the host gives it twice as much.</summary>
    private static readonly TimeSpan SettleBeforeHandOver = TimeSpan.FromSeconds(1);

    private readonly IConnectionContext _attempt;
    private readonly ControllerSession _session;
    private readonly OutputWrites _writes;
    private readonly HouseView _view;
    private readonly LinkQuality _quality;
    private TimeSpan _untilKeepAlive;
    private long _keepAliveSince;

    public IpcomConnection(IConnectionContext attempt, ControllerSession session, House house, Protocol.BusAddress bus)
    {
        (_attempt, _session) = (attempt, session);
        var image = new OutputImage();
        _writes = new OutputWrites(
            (module, values, deadline) => session.WriteAsync(bus, module, values, deadline),
            image,
            [.. house.Covers.Select(cover => cover.Relays)],
            attempt.Time);
        _view = new HouseView(attempt, house, image, _writes);
        _quality = new LinkQuality(attempt, PollInterval);
        (_untilKeepAlive, _keepAliveSince) = (KeepAliveInterval, attempt.Time.GetTimestamp());
        Rhythms =
        [
            Rhythm.Every(Poll, PollInterval, PollTurnAsync),
            Rhythm.Every(Write, ShowInterval, WriteTurnAsync),
            Rhythm.Every("keep-alive", KeepAliveInterval, KeepAliveTurnAsync),
            Rhythm.Every("quality", ShowInterval, ShowQualityAsync),
        ];
    }

    public IReadOnlyList<Rhythm> Rhythms { get; }

    /// <summary>Reads the first state: nothing is written before it is known.</summary>
    public async Task BeginAsync(Deadline deadline)
    {
        await ReadAsync(deadline).ConfigureAwait(false);
        _quality.CountSession();
    }

    /// <summary>Goes on where another connection stopped.</summary>
    public async Task GoOnAsync(LeftSession left, Deadline deadline)
    {
        _untilKeepAlive = left.UntilKeepAlive;
        _quality.GoOnFrom(left.MissedPolls);
        _view.GoOn(left.Covers);
        await ReadAsync(deadline).ConfigureAwait(false);
    }

    public Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        foreach (var command in commands)
        {
            _view.Execute(command, deadline.Remaining);
        }

        // Written in a turn of its own: a sender whose time is nearly up must not cost the connection.
        _attempt.RunSoon(Write);
        return Task.CompletedTask;
    }

    public async Task<HandOverState> SuspendAsync(Deadline deadline)
    {
        var began = _attempt.Time.GetTimestamp();
        while (IsUnderWay() && _attempt.Time.GetElapsedTime(began) < SettleBeforeHandOver)
        {
            await WriteNextAsync(deadline).ConfigureAwait(false);
            await ReadAsync(deadline).ConfigureAwait(false);
            if (IsUnderWay())
            {
                await Task.Delay(ConfirmInterval, _attempt.Time, deadline.Token).ConfigureAwait(false);
            }
        }

        var (stream, cipher) = await _session.GiveUpAsync(deadline).ConfigureAwait(false);
        var left = new LeftSession(cipher.Key, UntilKeepAlive(), _quality.Missed, [.. _view.Covers.Select(cover => cover.Suspend())]);
        return new HandOverState(LeftSession.Version, left.Write(), [stream]);
    }

    public async Task CloseAsync(Deadline deadline)
    {
        _writes.Abandon();
        _view.Halt();
        while (_writes.NextIn is { } due)
        {
            await Task.Delay(due, _attempt.Time, deadline.Token).ConfigureAwait(false);
            await WriteNextAsync(deadline).ConfigureAwait(false);
        }

        if (_writes.HasUnshown)
        {
            // So that what was just stopped is remembered where it stands.
            await ReadAsync(deadline).ConfigureAwait(false);
        }

        await _session.GoodbyeAsync(deadline).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private bool IsUnderWay() => !_writes.IsIdle || _view.Covers.Any(cover => cover.IsAwaited);

    private async Task ReadAsync(Deadline deadline)
    {
        _quality.Answered(await _session.PollAsync(deadline).ConfigureAwait(false));
        _view.Take(_session.Values);
    }

    private async Task<RhythmTurn> PollTurnAsync(Deadline deadline)
    {
        _quality.PollBegins();
        await ReadAsync(deadline).ConfigureAwait(false);
        if (_view.DueIn() is not null)
        {
            _attempt.RunSoon(Write);
        }

        return _writes.HasUnshown ? RhythmTurn.NextIn(ConfirmInterval) : RhythmTurn.Done;
    }

    private async Task<RhythmTurn> WriteTurnAsync(Deadline deadline)
    {
        await WriteNextAsync(deadline).ConfigureAwait(false);
        return _view.DueIn() is { } due ? RhythmTurn.NextIn(due > ShortestTurn ? due : ShortestTurn) : RhythmTurn.Done;
    }

    private async Task WriteNextAsync(Deadline deadline)
    {
        _view.Step();
        if (_writes.NextIn != TimeSpan.Zero)
        {
            return;
        }

        // A write replaces a whole module: made from an older snapshot it would undo a switch pressed at the wall since.
        await ReadAsync(deadline).ConfigureAwait(false);
        if (await _writes.WriteNextAsync(deadline).ConfigureAwait(false))
        {
            _attempt.RunSoon(Poll);
        }
    }

    private async Task<RhythmTurn> KeepAliveTurnAsync(Deadline deadline)
    {
        if (UntilKeepAlive() is { Ticks: > 0 } left)
        {
            return RhythmTurn.NextIn(left > ShortestTurn ? left : ShortestTurn);
        }

        await _session.KeepAliveAsync(deadline).ConfigureAwait(false);
        (_untilKeepAlive, _keepAliveSince) = (KeepAliveInterval, _attempt.Time.GetTimestamp());
        return RhythmTurn.NextIn(KeepAliveInterval);
    }

    private TimeSpan UntilKeepAlive() => _untilKeepAlive - _attempt.Time.GetElapsedTime(_keepAliveSince);

    private Task ShowQualityAsync(Deadline deadline)
    {
        _quality.Show();
        return Task.CompletedTask;
    }
}
