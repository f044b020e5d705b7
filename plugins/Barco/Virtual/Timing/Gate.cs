namespace PluginHost.Barco.Virtual.Timing;

/// <summary>Open or closed, and a task to wait for either.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _opened = New();
    private TaskCompletionSource _closed = New();

    public Gate(bool isOpen) => (isOpen ? _opened : _closed).SetResult();

    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _opened.Task.IsCompleted;
            }
        }
    }

    public Task Opened
    {
        get
        {
            lock (_lock)
            {
                return _opened.Task;
            }
        }
    }

    public Task Closed
    {
        get
        {
            lock (_lock)
            {
                return _closed.Task;
            }
        }
    }

    public void Set(bool isOpen)
    {
        lock (_lock)
        {
            if (isOpen == _opened.Task.IsCompleted)
            {
                return;
            }

            if (isOpen)
            {
                _closed = New();
                _opened.SetResult();
            }
            else
            {
                _opened = New();
                _closed.SetResult();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
