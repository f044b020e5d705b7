using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Devices.Connections;

internal sealed partial class ConnectionRun
{
    /// <summary>From the wish that it ends to the last socket closed, whatever the driver does.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CloseGrace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TransportPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>What a driver has to read the last bytes after the peer has closed.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly List<(StreamTransport Stream, string Reason)> _endedEarly = [];
    private RunEnd? _trouble;
    private Task<RunEnd?>? _ending;
    private bool _begun;
    private bool _isGone;

    /// <summary>Ends the run whatever it is doing, and closes everything that it was lent. Whoever asks again waits for the same end.</summary>
    /// <param name="isHealthy">Whether the device may be told goodbye.</param>
    /// <returns>What the driver did on the way that outweighs the reason of the end; <see langword="null"/> when nothing did.</returns>
    public Task<RunEnd?> EndAsync(bool isHealthy)
    {
        lock (_lock)
        {
            return _ending ??= EndOnceAsync(isHealthy);
        }
    }

    private async Task<RunEnd?> EndOnceAsync(bool isHealthy)
    {
        Interlocked.Exchange(ref _ended, 1);
        var began = _services.Time.GetTimestamp();
        await _stopTurns.CancelAsync().ConfigureAwait(false);
        isHealthy = isHealthy && await EndsWithinAsync(_turns, TurnPatience).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _stopListening.CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        await Task.WhenAll(_turns, _listening, _suspending).ConfigureAwait(false);
        _silence?.Dispose();
        if (_connection is { } connection)
        {
            var left = EndLimit - CloseGrace - DisposeLimit - CloseGrace - TransportPatience - _services.Time.GetElapsedTime(began);
            await LeaveAsync(connection, isHealthy && _trouble is null && !_isSuspended ? left : TimeSpan.Zero).ConfigureAwait(false);
        }

        _deferred.End();
        await CloseTransportsAsync().ConfigureAwait(false);
        _board.EndConnection(Number);
        Volatile.Write(ref _isGone, true);
        return _trouble;
    }

    private void End(Caller caller, CallResult<bool> result)
    {
        var end = new RunEnd(caller, result.Outcome, ReactionTable.Of(caller, result.Outcome), result.Reason, result.Detail);
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _observer.Ended(this, end);
        }
        else if (result.Outcome is CallOutcome.Hung or CallOutcome.Blocked)
        {
            KeepTrouble(end);
        }
    }

    private void KeepTrouble(RunEnd end)
    {
        lock (_lock)
        {
            _trouble = _trouble is null || end.Reaction == Reaction.Quarantine ? end : _trouble;
        }
    }

    private async Task LeaveAsync(IDeviceConnection connection, TimeSpan timeForGoodbye)
    {
        if (timeForGoodbye > TimeSpan.Zero)
        {
            var limit = timeForGoodbye < CloseLimit ? timeForGoodbye : CloseLimit;
            Note(Caller.Close, await _calls.RunAsync(
                "CloseAsync", limit, CancellationToken.None, connection.CloseAsync, CloseGrace).ConfigureAwait(false));
        }

        await DisposeAsync(connection).ConfigureAwait(false);
    }

    private async Task DisposeAsync(IDeviceConnection connection) => Note(Caller.Dispose, await _calls.RunAsync(
        "DisposeAsync", DisposeLimit, CancellationToken.None, _ => connection.DisposeAsync().AsTask(), CloseGrace).ConfigureAwait(false));

    /// <summary>What of a failed cleanup matters to the device is kept; the rest is for the log.</summary>
    private void Note(Caller caller, CallResult<bool> result)
    {
        if (result.IsCompleted)
        {
            return;
        }

        Log.CleanupFailed(_log, caller, result.Reason, result.Detail);
        if (ReactionTable.Of(caller, result.Outcome) is var reaction && reaction != Reaction.Note)
        {
            KeepTrouble(new RunEnd(caller, result.Outcome, reaction, result.Reason, result.Detail));
        }
    }

    private async Task CloseTransportsAsync()
    {
        try
        {
            await _scope.EndAsync(isLeak: _connection is not null, "left open when its connection was disposed")
                .WaitAsync(TransportPatience, _services.Time).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.ClosingFailed(_log, error);
        }
    }

    private void PeerEnded(StreamTransport stream, string reason)
    {
        lock (_lock)
        {
            if (!_begun)
            {
                _endedEarly.Add((stream, reason));
                return;
            }
        }

        _ = GuardAsync(Caller.Listen, () => EndAfterLastWordsAsync(stream, reason));
    }

    /// <summary>From now on the peer's end is the connection's; one that came while opening counts unless the driver gave that stream up.</summary>
    private void HeedPeers()
    {
        (StreamTransport Stream, string Reason)[] early;
        lock (_lock)
        {
            _begun = true;
            early = [.. _endedEarly.Where(ended => !ended.Stream.IsClosed)];
            _endedEarly.Clear();
        }

        foreach (var (stream, reason) in early)
        {
            _ = GuardAsync(Caller.Listen, () => EndAfterLastWordsAsync(stream, reason));
        }
    }

    private async Task EndAfterLastWordsAsync(StreamTransport stream, string reason)
    {
        // Who reads to the end knows best why; one that does not look must not keep the socket half-open.
        var readers = Task.WhenAll(_listening, IsPerPoll ? _turns : Volatile.Read(ref _turn));
        await EndsWithinAsync(readers, LastWords).ConfigureAwait(false);
        End(Caller.Listen, Lost(char.ToUpperInvariant(reason[0]) + reason[1..] + "."));
        stream.CloseAsLost(reason);
    }

    /// <summary>The host's own mistake must end the connection, not leave it without anyone to watch it.</summary>
    private async Task GuardAsync(Caller caller, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.RunFailed(_log, error);
            End(caller, Lost("The host failed while it ran the connection; its log says how."));
        }
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, _services.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static CallResult<bool> Lost(string reason) => new(CallOutcome.Lost, false, reason, "");
}
