using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PluginHost.Ipcom.Virtual.Knobs;

namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>One client's connection: reads its messages, and answers one after the other.</summary>
internal sealed class VirtualClient : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly IStreamTransport _stream;
    private readonly Controller _controller;
    private readonly Conversation _conversation;
    private readonly RequestReader _reader;
    private readonly Reply _reply = new();
    private readonly Pause _pause;
    private readonly ConcurrentQueue<byte[]> _pushed = [];
    private readonly ITimer _idle;
    private readonly ITimer _partial;
    private readonly ITimer _stall;
    private int _wake;
    private volatile bool _isFinished;
    private long _kept;
    private bool _isOver;

    public VirtualClient(IStreamTransport stream, Controller controller, int number)
    {
        (_stream, _controller, Number) = (stream, controller, number);
        _conversation = new Conversation(controller, this);
        _reader = new RequestReader(controller.Options.IsStrict);
        _pause = new Pause(controller.Time);
        _idle = CreateTimer(static client => client.WakeUp(Wake.Idle));
        _partial = CreateTimer(static client => client.WakeUp(Wake.Partial));
        _stall = CreateTimer(static client => client.GiveUp());
    }

    /// <summary>From 1, in the order in which they came.</summary>
    public int Number { get; }

    /// <summary>Whether it has been sent the end; what still comes is thrown away.</summary>
    public bool IsFinished => _isFinished;

    public bool IsServed => _conversation.IsLoggedIn && !_isFinished;

    /// <summary>Whether it is sent nothing any more.</summary>
    public bool IsSilent { get; private set; }

    private VirtualOptions Options => _controller.Options;

    /// <summary>Serves until the client has ended the connection too, or until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = stop.UnsafeRegister(static pause => ((Pause)pause!).End(), _pause);
        try
        {
            await ServeAsync(stop).ConfigureAwait(false);
        }
        catch (ConnectionEndedException ended)
        {
            if (ended.End == ConnectionEnd.Lost)
            {
                _controller.Counters.ClientReset();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Sends bytes for which nobody asked. Thread-safe.</summary>
    public void Push(byte[] wire)
    {
        _pushed.Enqueue(wire);
        _stream.Input.CancelPendingRead();
    }

    /// <summary>Has it told goodbye, or closed without a word. Thread-safe.</summary>
    public void Dismiss(bool withGoodbye) => WakeUp(withGoodbye ? Wake.Goodbye : Wake.Close);

    /// <summary>Resets it. Thread-safe.</summary>
    public void Reset() => _stream.Abort();

    public void Dispose()
    {
        _idle.Dispose();
        _partial.Dispose();
        _stall.Dispose();
        _pause.Dispose();
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        Arm(_idle, Options.IdleLimit);
        while (!_isOver && !stop.IsCancellationRequested)
        {
            var read = await _stream.Input.ReadAsync(stop).ConfigureAwait(false);
            var left = read.Buffer;
            if (left.Length > _kept)
            {
                _controller.Counters.Receive(left.Length - _kept);
                if (!_isFinished)
                {
                    Arm(_idle, Options.IdleLimit);
                }
            }

            if (read.IsCanceled)
            {
                left = TakeWake(left.Length) ? left.Slice(left.End) : left;
                await SendAsync(stop).ConfigureAwait(false);
            }

            while (TryTake(ref left, out var waits))
            {
                if (!waits)
                {
                    await SendAsync(stop).ConfigureAwait(false);
                }
            }

            left = _isFinished ? left.Slice(left.End) : left;
            _kept = left.Length;
            _stream.Input.AdvanceTo(left.Start, left.End);
            Arm(_partial, _kept > 0 ? Options.PartialLimit : TimeSpan.Zero);
            if (read.IsCompleted)
            {
                _controller.Counters.ClientEnded();
                return;
            }
        }
    }

    /// <summary>Takes the next message and makes its answer.</summary>
    /// <param name="left">What was received.</param>
    /// <param name="waits">Whether the answer waits for the next one.</param>
    private bool TryTake(ref ReadOnlySequence<byte> left, out bool waits)
    {
        waits = false;
        var before = left.Length;
        if (_isFinished || _reader.TryTake(ref left, _conversation.Cipher, _conversation.IsLoggedIn) is not { } kind)
        {
            return false;
        }

        if (kind == IpcomMessageKind.Unknown)
        {
            _controller.Counters.Discard(before - left.Length);
        }

        _controller.Record(Number, kind, _reader.Plain, _reader.Wire);
        _conversation.Take(kind, _reader.Plain, _reply);
        waits = kind == IpcomMessageKind.Frame && Options.Coalesces && _reply.End == ReplyEnd.None;
        return true;
    }

    /// <summary>Does what others want of this connection.</summary>
    /// <returns>Whether a begun message is to be dropped.</returns>
    private bool TakeWake(long received)
    {
        var wake = (Wake)Interlocked.Exchange(ref _wake, (int)Wake.None);
        var isPartial = wake.HasFlag(Wake.Partial) && received == _kept;
        if (isPartial)
        {
            _controller.Counters.Discard(received);
        }

        if (_isFinished)
        {
            _isOver |= wake.HasFlag(Wake.Idle);
            return isPartial;
        }

        while (_pushed.TryDequeue(out var wire))
        {
            _reply.AddRaw(wire);
        }

        if (wake.HasFlag(Wake.Goodbye))
        {
            _conversation.SayGoodbye(_reply);
        }
        else if (wake.HasFlag(Wake.Close) || wake.HasFlag(Wake.Idle))
        {
            _reply.End = ReplyEnd.Fin;
        }

        if (wake.HasFlag(Wake.Idle))
        {
            _controller.Counters.Idle();
        }

        return isPartial;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(CancellationToken stop)
    {
        if (IsSilent)
        {
            _reply.Silence();
        }

        if (_reply.IsNothing)
        {
            return;
        }

        await _pause.WaitAsync(_reply.Delay ?? Options.Latency).ConfigureAwait(false);
        for (var (at, chunk) = (0, 0); at < _reply.Length; chunk++)
        {
            if (at > 0)
            {
                await _pause.WaitAsync(Options.ChunkDelay).ConfigureAwait(false);
            }

            var length = Math.Min(ChunkLength(chunk), _reply.Length - at);
            await WriteAsync(_reply.Bytes.Slice(at, length), stop).ConfigureAwait(false);
            at += length;
        }

        await EndAsync(_reply.End).ConfigureAwait(false);
        _reply.Clear();
    }

    private int ChunkLength(int chunk) =>
        chunk < Options.Chunks.Count ? Options.Chunks[chunk]
        : Options.ChunkSize > 0 ? Options.ChunkSize
        : int.MaxValue;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var writing = _stream.Output.WriteAsync(bytes, stop);
        if (!writing.IsCompleted)
        {
            Arm(_stall, Options.StallLimit);
        }

        await writing.ConfigureAwait(false);
        Arm(_stall, TimeSpan.Zero);
        _controller.Counters.Send(bytes.Length);
    }

    private async ValueTask EndAsync(ReplyEnd end)
    {
        switch (end)
        {
            case ReplyEnd.Fin:
                _isFinished = true;
                await _stream.Output.CompleteAsync().ConfigureAwait(false);
                Arm(_idle, Farewell);
                break;
            case ReplyEnd.Reset:
                _isFinished = _isOver = true;
                _stream.Abort();
                break;
            case ReplyEnd.Silence:
                IsSilent = true;
                break;
        }
    }

    private void GiveUp()
    {
        _controller.Counters.Stalled();
        _stream.Abort();
    }

    private void WakeUp(Wake wake)
    {
        Interlocked.Or(ref _wake, (int)wake);
        _stream.Input.CancelPendingRead();
    }

    private ITimer CreateTimer(Action<VirtualClient> fire) => _controller.Time.CreateTimer(
        _ => fire(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static void Arm(ITimer timer, TimeSpan limit) =>
        timer.Change(limit > TimeSpan.Zero ? limit : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
