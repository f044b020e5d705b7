using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Devices.Connections;

internal sealed partial class ConnectionRun
{
    /// <summary>How long a turn under way may hold up a hand-over; its own deadline is mostly shorter.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SuspendLimit = TimeSpan.FromSeconds(2);

    private const int MostState = 64 * 1024;

    private Task _suspending = Task.CompletedTask;
    private bool _isSuspended;

    /// <summary>Whether another connection can go on with its streams.</summary>
    public bool IsResumable => _connection is IResumableConnection;

    /// <summary>Lets the turn under way end and begins none after it; commands wait in their queue.</summary>
    public async Task DrainAsync()
    {
        await _stopTurns.CancelAsync().ConfigureAwait(false);
        await EndsWithinAsync(_turns, DrainLimit).ConfigureAwait(false);
    }

    /// <summary>Begins with what another connection leaves; where that cannot be, opens one of its own.</summary>
    public void StartFrom(ConnectionRun old) => _opening = GuardAsync(Caller.Open, () => GoOnAsync(old));

    private async Task GoOnAsync(ConnectionRun old)
    {
        var (left, problem) = await old.SuspendAsync(this).ConfigureAwait(false);
        await old.EndAsync(isHealthy: false).ConfigureAwait(false);
        _board.TakeOver(Number);
        if (left is not null && !_stop.IsCancellationRequested)
        {
            problem = await ResumeAsync(left).ConfigureAwait(false);
        }

        if (problem is null || _stop.IsCancellationRequested || Volatile.Read(ref _ended) != 0)
        {
            return;
        }

        // Streams that nobody went on with, and whatever else the attempt was lent.
        await _scope.ClearAsync("not gone on with").ConfigureAwait(false);
        _observer.OpensAnew(this, problem);
        await OpenAsync().ConfigureAwait(false);
    }

    /// <summary>Goes on with what was left.</summary>
    /// <returns>Why not; <see langword="null"/> when it is open, or over.</returns>
    private async Task<string?> ResumeAsync(HandOverState left)
    {
        var result = await _calls.RunAsync(
            "ResumeAsync",
            Plan.OpenLimit,
            _stop.Token,
            deadline => ((IResumingDriver)_driven.Driver).ResumeAsync(_context, left, deadline),
            late: connection => _ = GuardAsync(Caller.Dispose, () => connection is null ? Task.CompletedTask : DisposeAsync(connection))).ConfigureAwait(false);
        if (result is { IsCompleted: true, Value: { } connection })
        {
            _connection = connection;
            await (Volatile.Read(ref _ended) == 0 ? BeginAsync(connection) : Task.CompletedTask).ConfigureAwait(false);
            return null;
        }

        if (ReactionTable.Of(Caller.Resume, result.Outcome) is not Reaction.Continue and not Reaction.OpenAnew)
        {
            End(Caller.Resume, result.As<bool>());
            return null;
        }

        return result.IsCompleted ? "The driver does not go on with what the old connection left." : result.Reason;
    }

    private Task<(HandOverState? Left, string? Problem)> SuspendAsync(ConnectionRun heir)
    {
        var suspending = SuspendOnceAsync(heir);
        _suspending = suspending;
        return suspending;
    }

    private async Task<(HandOverState? Left, string? Problem)> SuspendOnceAsync(ConnectionRun heir)
    {
        await DrainAsync().ConfigureAwait(false);
        if (!_turns.IsCompleted)
        {
            return (null, $"The turn under way did not end within {DrainLimit.TotalSeconds:0} s.");
        }

        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return (null, "The old connection ended before it was suspended.");
        }

        // Nothing of what follows may be told to it any more, be it a goodbye or the end of its streams.
        _isSuspended = true;
        _silence?.Dispose();
        await _stopListening.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        if (_trouble is { } trouble)
        {
            return (null, trouble.Reason);
        }

        var left = await _calls.RunAsync(
            "SuspendAsync", SuspendLimit, _stop.Token, async deadline => Copy(await ((IResumableConnection)_connection!).SuspendAsync(deadline).ConfigureAwait(false)),
            grace: CloseGrace).ConfigureAwait(false);
        if (left.Value is { } state)
        {
            return PassOn(state, heir);
        }

        if (ReactionTable.Of(Caller.Suspend, left.Outcome) is var reaction && reaction != Reaction.OpenAnew)
        {
            KeepTrouble(new RunEnd(Caller.Suspend, left.Outcome, reaction, left.Reason, left.Detail));
        }

        return (null, left.Reason);
    }

    /// <summary>Copies what a driver gives: lists and memory may be of types of its own.</summary>
    private static HandOverState Copy(HandOverState? left) => left switch
    {
        null or { Streams: null } => throw new InvalidOperationException("SuspendAsync returned nothing, or no list of streams."),
        { State.Length: > MostState } => throw new InvalidOperationException($"The state has {left.State.Length} bytes; {MostState} are taken."),
        _ => new HandOverState(left.Version, left.State.ToArray(), [.. left.Streams]),
    };

    private (HandOverState? Left, string? Problem) PassOn(HandOverState left, ConnectionRun heir)
    {
        if (left.Streams.Any(stream => stream is not StreamTransport own || !own.Lent.IsLentAs(own) || !own.Lent.IsLentIn(_scope)))
        {
            return (null, "A stream that was given up is none of this connection's TCP and TLS streams.");
        }

        if (left.Streams.Distinct().Count() < left.Streams.Count)
        {
            return (null, "A stream was given up twice.");
        }

        try
        {
            return (left with { Streams = [.. left.Streams.Cast<StreamTransport>().Select(PassOn)] }, null);
        }
        catch (ConnectionEndedException refusal)
        {
            // The driver gave them up and was told to leave them open: that they are open now is no leak of its own.
            foreach (var stream in left.Streams.Cast<StreamTransport>())
            {
                stream.Lent.Close("given up for a hand-over that did not come about");
            }

            return (null, refusal.Message);
        }

        IStreamTransport PassOn(StreamTransport stream)
        {
            var (late, number) = (_late, Number);
            return stream.Lent.PassOn(heir._scope, heir.PeerEnded, () => late.Add(number, "send something"));
        }
    }
}
