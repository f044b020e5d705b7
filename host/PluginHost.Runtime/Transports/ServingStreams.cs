using System.Collections.Concurrent;

namespace PluginHost.Runtime.Transports;

/// <summary>The calls that serve streams at the moment, so that the end of serving can wait for every one of them.</summary>
internal sealed class ServingStreams
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    public void Add(Task serving)
    {
        _running[serving] = 0;
        _ = serving.ContinueWith(
            static (done, running) => ((ConcurrentDictionary<Task, byte>)running!).TryRemove(done, out _),
            _running,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public Task WaitAsync() => Task.WhenAll(_running.Keys);
}
