using System.Threading.Channels;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Hands messages to one handler, one after another. Keeps none that has been handled: it may name a generation that is to go.</summary>
/// <typeparam name="T">The messages.</typeparam>
internal sealed class SupervisorMailbox<T>
    where T : class
{
    private readonly Channel<(T? Message, TaskCompletionSource? Handled)> _channel =
        Channel.CreateUnbounded<(T?, TaskCompletionSource?)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Func<T, Task> _handle;
    private readonly Action<T, Exception> _failed;
    private readonly Task _loop;

    /// <param name="handle">Handles one message.</param>
    /// <param name="failed">Told of a message whose handling threw: that must not silence the device for good.</param>
    public SupervisorMailbox(Func<T, Task> handle, Action<T, Exception> failed)
    {
        (_handle, _failed) = (handle, failed);

        // The loop outlives whoever made the device, and speaks for nobody but the host.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Posts a message.</summary>
    /// <returns>False where the mailbox is closed: nobody will ever handle it.</returns>
    public bool Post(T message) => _channel.Writer.TryWrite((message, null));

    /// <summary>Ends when everything posted before it has been handled.</summary>
    public Task WhenHandledAsync()
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_channel.Writer.TryWrite((null, handled)))
        {
            handled.TrySetResult();
        }

        return handled.Task;
    }

    /// <summary>Takes no more messages and ends when those posted before are handled.</summary>
    public Task CloseAsync()
    {
        _channel.Writer.TryComplete();
        return _loop;
    }

    private async Task RunAsync()
    {
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await HandleNextAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A call of its own, so that the loop does not hold the last message until the next one comes.</summary>
    private async Task HandleNextAsync()
    {
        if (!_channel.Reader.TryRead(out var next))
        {
            return;
        }

        next.Handled?.TrySetResult();
        try
        {
            await (next.Message is { } message ? _handle(message) : Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _failed(next.Message!, error);
        }
    }
}
