using System.Buffers;
using Microsoft.Extensions.Logging;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Session;

/// <summary>
/// One stream to a projector: one request at a time, replies found by id alone, one reader for replies and
/// notifications. Once anything is wrong with the stream it is never used again: what is left in it would be
/// taken for the answer to the next question.
/// </summary>
internal sealed partial class PulseSession(
    IStreamTransport stream, PulseFraming framing, string authority, ReadBudget budget, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>From a reply to the next request; faster clients upset some firmwares.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private readonly PulseMessageReader _reader = new();
    private readonly PulseRequestWriter _writer = new(framing, authority);
    private PulseCall? _call;
    private ConnectionEndedException? _ending;
    private Action<PulseMessage>? _unasked;
    private long _lastId;
    private long? _lastEnd;
    private long _skippedBytes;
    private bool _isSuspended;

    /// <summary>Why it is over; null while it is not.</summary>
    public ConnectionEndedException? Ending => Volatile.Read(ref _ending);

    public long ReceivedBytes { get; private set; }

    /// <summary>Whether it is over because not one byte ever came.</summary>
    public bool WentUnanswered { get; private set; }

    /// <summary>Leaves the session where it stands between two exchanges, for another one to go on with its stream.</summary>
    /// <param name="state">The projector's state as known.</param>
    /// <returns>What that one needs.</returns>
    /// <exception cref="ConnectionEndedException">It is over.</exception>
    public (SessionState Left, IStreamTransport Stream) Suspend(PulseState state)
    {
        ThrowIfEnded();
        _isSuspended = true;
        return (new SessionState(framing, _lastId, state.Name, _reader.Pending.ToArray()), stream);
    }

    /// <summary>Goes on where another session was suspended; before anything is asked or read.</summary>
    public void GoOnFrom(SessionState left)
    {
        // What was asked last may have been answered a moment ago.
        (_lastId, _lastEnd) = (left.LastId, time.GetTimestamp());
        Take(new ReadOnlySequence<byte>(left.Pending));
    }

    public void OnUnasked(Action<PulseMessage> take) => _unasked = take;

    /// <summary>Sends a request and waits for its reply. Not to be called while another one waits.</summary>
    /// <param name="write">Writes the request under the id it is given.</param>
    /// <param name="deadline">Bounds the exchange, beside the session's own budget.</param>
    public async Task<PulseReply> AskAsync(Action<PulseRequestWriter, IBufferWriter<byte>, PulseId> write, Deadline deadline)
    {
        ThrowIfEnded();
        await KeepGapAsync(deadline).ConfigureAwait(false);
        var call = new PulseCall(++_lastId);
        Volatile.Write(ref _call, call);
        try
        {
            // Once more, now that the call stands: a reader that ended meanwhile did not know of it.
            ThrowIfEnded();
            write(_writer, stream.Output, call.Id);
            var started = time.GetTimestamp();
            await stream.Output.FlushAsync(deadline.Token).ConfigureAwait(false);
            while (true)
            {
                var left = budget.Overall - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    throw ConnectionEndedException.Lost("The projector kept sending, but no answer.");
                }

                using var wait = (budget with { Overall = left }).Start(deadline);
                if (await wait.WaitAsync(call.NextAsync(wait)).ConfigureAwait(false) is { } reply)
                {
                    return reply;
                }

                ThrowIfEnded();
            }
        }
        catch (ConnectionEndedException ended)
        {
            WentUnanswered = Ending is null && ReceivedBytes == 0;
            End(ended);
            throw;
        }
        catch (OperationCanceledException)
        {
            End(ConnectionEndedException.Lost("A request was given up before its reply came."));
            throw;
        }
        finally
        {
            Volatile.Write(ref _call, null);
            _lastEnd = time.GetTimestamp();
        }
    }

    /// <summary>Reads until stopped, without losing a byte, or until the stream is over; <see cref="Ending"/> says which.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            while (Ending is null)
            {
                var read = await stream.Input.ReadAsync(stop).ConfigureAwait(false);
                ReceivedBytes += read.Buffer.Length;
                Take(read.Buffer);
                stream.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    throw ConnectionEndedException.Lost(_reader.PendingBytes > 0
                        ? "The projector closed the connection within a message."
                        : "The projector closed the connection.");
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (ConnectionEndedException ended)
        {
            End(ended);
        }
        catch (PulseProtocolException broken)
        {
            End(ConnectionEndedException.ProtocolBroken(broken.Message, broken));
        }
    }

    public ValueTask DisposeAsync() => _isSuspended ? ValueTask.CompletedTask : stream.DisposeAsync();

    private async Task KeepGapAsync(Deadline deadline)
    {
        if (_lastEnd is { } end && Gap - time.GetElapsedTime(end) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, time, deadline.Token).ConfigureAwait(false);
        }
    }

    private void Take(ReadOnlySequence<byte> received)
    {
        while (_reader.TryRead(ref received, out var message))
        {
            Take(message);
        }

        if (_reader.SkippedBytes > _skippedBytes)
        {
            _skippedBytes = _reader.SkippedBytes;
            Log.Skipped(log, _skippedBytes);
            if (_skippedBytes > PulseMessageReader.MaxMessageBytes)
            {
                throw ConnectionEndedException.ProtocolBroken("The projector sends bytes that belong to no message.");
            }
        }

        if (_reader.PendingBytes > 0)
        {
            Volatile.Read(ref _call)?.Progress();
        }
    }

    private void Take(PulseMessage message)
    {
        var call = Volatile.Read(ref _call);
        switch (message)
        {
            case PulseReply { Error: { ClosesConnection: true } error }:
                throw ConnectionEndedException.ProtocolBroken($"The projector could not read a request: {error.Message} ({error.Code}).");
            case PulseReply reply when call is not null && reply.Id == call.Id:
                call.Answer(reply);
                break;
            case PulseReply reply:
                throw ConnectionEndedException.ProtocolBroken($"The projector answered a request that was not asked (id {reply.Id}).");
            default:
                _unasked?.Invoke(message);
                call?.StartOver();
                break;
        }
    }

    private void ThrowIfEnded()
    {
        if (Ending is { } ending)
        {
            throw new ConnectionEndedException(ending.End, ending.Message, ending);
        }
    }

    private void End(ConnectionEndedException ending)
    {
        if (Interlocked.CompareExchange(ref _ending, ending, null) is null)
        {
            Volatile.Read(ref _call)?.Abandon();
        }
    }
}
