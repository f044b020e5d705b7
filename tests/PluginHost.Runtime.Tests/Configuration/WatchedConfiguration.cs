using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

/// <summary>A configuration with a watch on it that keeps what it tells.</summary>
internal sealed class WatchedConfiguration : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<LoadedConfiguration> _told = [];
    private readonly IAsyncDisposable _watch;

    public WatchedConfiguration(ConfigurationFolder folder, TimeProvider? time = null, Action<LoadedConfiguration>? changed = null)
    {
        var file = folder.Open();
        _watch = file.Watch(
            file.Load(),
            (loaded, _) =>
            {
                _told.Enqueue(loaded);
                changed?.Invoke(loaded);
                return Task.FromResult(loaded);
            },
            time ?? TimeProvider.System,
            NullLogger.Instance);
    }

    public IReadOnlyCollection<LoadedConfiguration> Told => _told;

    public async Task<LoadedConfiguration> NextAsync()
    {
        await UntilAsync(() => !_told.IsEmpty);
        Assert.True(_told.TryDequeue(out var loaded));
        return loaded;
    }

    /// <summary>Waits until a reading is told that fits, whatever was told on the way.</summary>
    public async Task<LoadedConfiguration> NextAsync(Func<LoadedConfiguration, bool> fits)
    {
        LoadedConfiguration loaded;
        do
        {
            loaded = await NextAsync();
        }
        while (!fits(loaded));
        return loaded;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    public ValueTask DisposeAsync() => _watch.DisposeAsync();
}
