using System.Buffers;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Faults;
using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Methods;
using PluginHost.Barco.Virtual.Timing;

namespace PluginHost.Barco.Virtual;

/// <summary>One client's connection: reads requests, answers them at their time, and spoils the answers as asked for.</summary>
internal sealed class VirtualSession(IStreamTransport stream, Projector projector, FaultList faults, BarcoCounters counters, TimeProvider time)
{
    /// <summary>More waits only for a client that does not read.</summary>
    private const int MostWaiting = 20_000;

    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(100);

    private readonly PulseMessageReader _reader = new();
    private readonly Agenda _outgoing = new(time);
    private DateTimeOffset _lastReply = time.GetUtcNow();
    private DateTimeOffset _lastDue = time.GetUtcNow();
    private DateTimeOffset _lastTraffic = time.GetUtcNow();
    private bool _isSilent;
    private bool _isFinished;

    public ClientState Client { get; } = new();

    /// <summary>Serves until the client has ended the connection too, or until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running = [ReceiveAsync(ending.Token), _outgoing.RunAsync(ending.Token), WatchIdleAsync(ending.Token)];
        await Task.WhenAny(running).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>Sends something at its time.</summary>
    public void Send(DateTimeOffset due, Delivery delivery)
    {
        if (_outgoing.Count > MostWaiting)
        {
            stream.Abort();
            return;
        }

        _lastDue = due > _lastDue ? due : _lastDue;
        _outgoing.Add(due, stop => DeliverAsync(delivery, stop));
    }

    /// <summary>Closes the sending half behind what is already on its way.</summary>
    public void EndAfterPending() => Send(_lastDue, new Delivery([]) { End = DeliveryEnd.Fin });

    private async Task ReceiveAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var read = await stream.Input.ReadAsync(stop).ConfigureAwait(false);
                counters.Receive(read.Buffer.Length);
                _lastTraffic = time.GetUtcNow();
                Take(read.Buffer);
                stream.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    counters.ClientFinished();
                    return;
                }
            }
        }
        catch (ConnectionEndedException ended)
        {
            if (ended.End == ConnectionEnd.Lost)
            {
                counters.ClientReset();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private void Take(ReadOnlySequence<byte> received)
    {
        var replies = new List<Action>();
        while (TryTakeOne(ref received, replies))
        {
        }

        if (projector.Options.ReplyOrder == ReplyOrder.Reversed)
        {
            replies.Reverse();
        }

        replies.ForEach(reply => reply());
    }

    private bool TryTakeOne(ref ReadOnlySequence<byte> received, List<Action> replies)
    {
        try
        {
            if (!_reader.TryRead(ref received, out var message))
            {
                return false;
            }

            if (message is PulseRequest request)
            {
                Take(request, replies);
            }

            return true;
        }
        catch (PulseProtocolException fault) when (fault.Fault == PulseProtocolFault.TooLong)
        {
            stream.Abort();
            return false;
        }
        catch (PulseProtocolException fault)
        {
            var answer = fault.Fault == PulseProtocolFault.NotJson
                ? CallAnswer.Error(PulseErrorCodes.ParseError, "Parse error")
                : CallAnswer.Error(PulseErrorCodes.InvalidRequest, "Invalid Request");
            replies.Add(() => Reply(Delivery.Whole(Encode(answer, PulseId.Null)), time.GetUtcNow() + projector.Options.Latency));
            return true;
        }
    }

    private void Take(PulseRequest request, List<Action> replies)
    {
        counters.Request(request.Method);
        var isHttp = HttpHead.IsRequest(_reader.Prefix);
        if (projector.Options.Framing == (isHttp ? AcceptedFraming.RawOnly : AcceptedFraming.HttpOnly))
        {
            return;
        }

        projector.Exchange(request, this, (answer, due) =>
        {
            if (request.Id.Kind == PulseIdKind.Absent)
            {
                return;
            }

            // Reversed replies wait for the rest of what arrived with them; otherwise order among equals counts.
            if (projector.Options.ReplyOrder == ReplyOrder.Reversed)
            {
                replies.Add(() => Answer(request, answer, due));
            }
            else
            {
                Answer(request, answer, due);
            }
        });
    }

    private void Answer(PulseRequest request, CallAnswer answer, DateTimeOffset due)
    {
        var reply = Encode(answer, request.Id);
        var isLogin = request.Method == PulseMethods.Authenticate;
        Reply(
            isLogin ? LoginFaults.Apply(faults, reply) : ReplyFaults.Apply(faults, request.Method, reply, Encode(answer, 999_999)),
            due);
        if (!isLogin && faults.Occurs(VirtualFaults.Flood, out var value))
        {
            var count = FaultValue.Number(VirtualFaults.Flood, value, 10_000);
            _outgoing.Add(_lastReply, stop => FloodAsync(count, stop));
        }
    }

    private void Reply(Delivery delivery, DateTimeOffset due)
    {
        // Never before an earlier reply: a late one holds up those behind it.
        due = delivery.After is { } after ? time.GetUtcNow() + after : due;
        _lastReply = due > _lastReply ? due : _lastReply;
        Send(_lastReply, projector.Options.CloseAfterReply && delivery.End == DeliveryEnd.None ? delivery with { End = DeliveryEnd.Fin } : delivery);
    }

    private static byte[] Encode(CallAnswer answer, PulseId id)
    {
        var output = new ArrayBufferWriter<byte>();
        if (answer.ErrorCode is { } code)
        {
            PulseReplyWriter.Error(output, id, code, answer.Message);
        }
        else
        {
            PulseReplyWriter.Result(output, id, answer.Result);
        }

        return output.WrittenSpan.ToArray();
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken stop)
    {
        try
        {
            var isFirst = true;
            do
            {
                foreach (var piece in delivery.Pieces)
                {
                    await Task.Delay(isFirst ? TimeSpan.Zero : delivery.Pause, time, stop).ConfigureAwait(false);
                    isFirst = false;
                    await WriteAsync(piece, stop).ConfigureAwait(false);
                }
            }
            while (delivery.IsEndless);
            await EndAsync(delivery.End).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (ConnectionEndedException)
        {
            // The receiving side finds out how the client ended it, and counts that.
            _isSilent = true;
        }
    }

    private async Task FloodAsync(int count, CancellationToken stop)
    {
        for (var i = 0; i < count && !_isSilent; i++)
        {
            var output = new ArrayBufferWriter<byte>();
            PulseReplyWriter.PropertyChanged(output, KeyValuePair.Create(EnvironmentNames.InletTemperature, (JsonNode?)(20 + (i % 10))));
            await DeliverAsync(Delivery.Whole(output.WrittenSpan.ToArray()), stop).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var size = projector.Options.ChunkSize > 0 ? projector.Options.ChunkSize : Math.Max(bytes.Length, 1);
        for (var start = 0; start < bytes.Length && !_isSilent; start += size)
        {
            if (start > 0)
            {
                await Task.Delay(projector.Options.ChunkDelay, time, stop).ConfigureAwait(false);
            }

            var chunk = bytes.Slice(start, Math.Min(size, bytes.Length - start));
            await stream.Output.WriteAsync(chunk, stop).ConfigureAwait(false);
            counters.Send(chunk.Length);
            _lastTraffic = time.GetUtcNow();
        }
    }

    private async Task EndAsync(DeliveryEnd end)
    {
        if (end == DeliveryEnd.None || _isFinished)
        {
            return;
        }

        _isSilent = true;
        switch (end)
        {
            case DeliveryEnd.Fin:
                _isFinished = true;
                await stream.Output.CompleteAsync().ConfigureAwait(false);
                break;
            case DeliveryEnd.Reset:
                _isFinished = true;
                stream.Abort();
                break;
        }
    }

    private async Task WatchIdleAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(IdleLook, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var idle = time.GetUtcNow() - _lastTraffic;
            if (!_isSilent && idle >= IdleLook && _outgoing.Count == 0 && faults.Occurs(VirtualFaults.CloseIdle, out var value))
            {
                var (kind, after) = IdleEnd.Parse(value);
                if (idle >= after)
                {
                    Send(time.GetUtcNow(), new Delivery([]) { End = kind });
                }
            }
        }
    }
}
