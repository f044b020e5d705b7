using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Session;

/// <summary>One request that waits for its reply, between whoever asked and the reader that serves everybody.</summary>
internal sealed class PulseCall(PulseId id)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<PulseReply?>? _stretch;
    private ReadWait? _wait;
    private PulseReply? _reply;
    private bool _isOver;
    private bool _messageBegun;

    public PulseId Id => id;

    /// <summary>Waits on.</summary>
    /// <returns>
    /// The reply; null where what had begun to arrive was something else, so that the wait for a first byte starts over, or
    /// where the session has ended.
    /// </returns>
    public Task<PulseReply?> NextAsync(ReadWait wait)
    {
        lock (_lock)
        {
            _wait = wait;
            _stretch = new TaskCompletionSource<PulseReply?>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_messageBegun)
            {
                wait.Progress();
            }

            Settle_NeedsLock();
            return _stretch.Task;
        }
    }

    /// <summary>A message has begun and is not complete; it may be the reply.</summary>
    public void Progress()
    {
        lock (_lock)
        {
            _messageBegun = true;
            _wait?.Progress();
        }
    }

    /// <summary>The message that had begun was not the reply.</summary>
    public void StartOver()
    {
        lock (_lock)
        {
            if (_messageBegun)
            {
                _messageBegun = false;
                _stretch?.TrySetResult(null);
            }
        }
    }

    public void Answer(PulseReply reply)
    {
        lock (_lock)
        {
            _reply = reply;
            Settle_NeedsLock();
        }
    }

    /// <summary>The session has ended: whoever waits looks there for the reason.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isOver = true;
            Settle_NeedsLock();
        }
    }

    // A result in either case: an exception would be left unobserved where the wait has just run out.
    private void Settle_NeedsLock()
    {
        if (_reply is not null || _isOver)
        {
            _stretch?.TrySetResult(_reply);
        }
    }
}
