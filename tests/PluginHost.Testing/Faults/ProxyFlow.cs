using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace PluginHost.Testing;

/// <summary>
/// One direction of a proxied connection. Filling and draining are apart, so that a FIN or RST of the
/// source is noticed while a fault holds the bytes back.
/// </summary>
internal sealed class ProxyFlow(FlowDirection direction, ProxyConnection connection, TimeProvider time)
{
    private const int MostHeldBack = 1024 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: MostHeldBack, resumeWriterThreshold: MostHeldBack / 2, useSynchronizationContext: false));

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FaultInForce? _applied;
    private long _passed;

    /// <summary>Completes when the FIN was sent to the destination.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Lets a waiting drain look at the fault again.</summary>
    public void Wake() => _pipe.Reader.CancelPendingRead();

    /// <summary>Receives until the source's FIN.</summary>
    public async Task FillAsync(Socket source, CancellationToken ending)
    {
        int received;
        while ((received = await source.ReceiveAsync(_pipe.Writer.GetMemory(), SocketFlags.None, ending).ConfigureAwait(false)) > 0)
        {
            _pipe.Writer.Advance(received);
            await _pipe.Writer.FlushAsync(ending).ConfigureAwait(false);
        }

        connection.OnFinReceived(direction);
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Sends what was received, as the fault in force allows, and a FIN at the end.</summary>
    public async Task DrainAsync(Socket destination, CancellationToken ending)
    {
        bool more = true;
        while (more)
        {
            more = await PassAsync(destination, ending).ConfigureAwait(false);
        }

        connection.OnFinSending(direction);
        destination.Shutdown(SocketShutdown.Send);
        _finished.SetResult();
        await DropRestAsync(ending).ConfigureAwait(false);
    }

    /// <summary>Gives the buffers back; nothing may be running on the flow any more.</summary>
    public void Release()
    {
        _pipe.Writer.Complete();
        _pipe.Reader.Complete();
    }

    /// <returns>False once nothing more is to be sent.</returns>
    private async Task<bool> PassAsync(Socket destination, CancellationToken ending)
    {
        FaultInForce force = await ApplyAsync(destination, ending).ConfigureAwait(false);
        NetworkFault fault = force.Fault;
        if (fault.Kind == FaultKind.BlackHole)
        {
            await force.Replaced.WaitAsync(ending).ConfigureAwait(false);
            return true;
        }

        bool concerned = fault.Direction == direction;
        if (concerned && fault.EndsAfterBytes && _passed >= fault.Bytes)
        {
            if (fault.Kind == FaultKind.Reset)
            {
                connection.End(ProxyEnd.Reset);
                throw new OperationCanceledException("The connection is being reset.");
            }

            return false;
        }

        ReadResult result = await _pipe.Reader.ReadAsync(ending).ConfigureAwait(false);
        if (result.IsCanceled)
        {
            _pipe.Reader.AdvanceTo(result.Buffer.Start);
            return true;
        }

        ReadOnlySequence<byte> part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, Allowed(fault, concerned)));
        foreach (ReadOnlyMemory<byte> segment in part)
        {
            await SendAsync(destination, segment, ending).ConfigureAwait(false);
        }

        _passed += part.Length;
        bool all = part.Length == result.Buffer.Length;
        bool empty = part.IsEmpty;
        _pipe.Reader.AdvanceTo(part.End);
        if (result.IsCompleted && all)
        {
            // The end of a fault that came due with the last byte goes before the source's own.
            return concerned && fault.EndsAfterBytes && _passed >= fault.Bytes;
        }

        if (concerned && fault.Kind == FaultKind.Trickle && !empty)
        {
            await PauseAsync(force, ending).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<FaultInForce> ApplyAsync(Socket destination, CancellationToken ending)
    {
        FaultInForce force = connection.Force;
        if (!ReferenceEquals(force, _applied))
        {
            _applied = force;
            _passed = 0;
            if (force.Fault.Kind == FaultKind.Garbage && force.Fault.Direction == direction)
            {
                await SendAsync(destination, force.Fault.Payload, ending).ConfigureAwait(false);
            }
        }

        return force;
    }

    private long Allowed(NetworkFault fault, bool concerned) => fault.Kind switch
    {
        FaultKind.Reset or FaultKind.HalfClose when concerned => fault.Bytes - _passed,
        FaultKind.Trickle when concerned => fault.Bytes,
        _ => long.MaxValue,
    };

    private async Task SendAsync(Socket destination, ReadOnlyMemory<byte> bytes, CancellationToken ending)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await destination.SendAsync(bytes, SocketFlags.None, ending).ConfigureAwait(false);
            connection.Count(direction, sent);
            bytes = bytes[sent..];
        }
    }

    // A fault lifted in between must not wait for the clock, which may be a fake one.
    private async Task PauseAsync(FaultInForce force, CancellationToken ending)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await Task.WhenAny(Task.Delay(force.Fault.Interval, time, pause.Token), force.Replaced).ConfigureAwait(false);
        await pause.CancelAsync().ConfigureAwait(false);
    }

    private async Task DropRestAsync(CancellationToken ending)
    {
        ReadResult result;
        do
        {
            result = await _pipe.Reader.ReadAsync(ending).ConfigureAwait(false);
            _pipe.Reader.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
    }
}
