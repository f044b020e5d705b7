using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

public sealed class WatchTests : IAsyncDisposable
{
    private readonly ReloadBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task FileOverwritten_IsOneReload()
    {
        await _bench.StartAsync(isWatched: true);

        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");

        await _bench.WaitForPluginAsync(plugin => plugin is { Version: "2.0.0", Retired.Count: 1 });
        var device = await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 2 });
        Assert.Equal("brighter", _bench.BuildOf(device));
        await WaitForLogAsync("Reloaded lantern 2.0.0 as generation 2 (");
    }

    [Fact]
    public async Task FileRenamedIntoPlace_IsOneReload()
    {
        await _bench.StartAsync(isWatched: true);
        var next = Path.Combine(_bench.Lantern, ".next");
        await File.WriteAllBytesAsync(next, LanternBuild.Files("brighter", "2.0.0")["Lantern.dll"]);

        File.Move(next, Path.Combine(_bench.Lantern, "Lantern.dll"), overwrite: true);

        await _bench.WaitForPluginAsync(plugin => plugin is { Version: "2.0.0", Generation: 2, Retired.Count: 1 });
    }

    [Fact]
    public async Task FolderReplacedByRenaming_IsOneReload()
    {
        await _bench.StartAsync(isWatched: true);
        var next = Path.Combine(Path.GetDirectoryName(_bench.Plugins)!, "next");
        LanternBuild.Write(next, "brighter", "2.0.0");

        Directory.Delete(_bench.Lantern, recursive: true);
        Directory.Move(next, _bench.Lantern);

        await _bench.WaitForPluginAsync(plugin => plugin is { Version: "2.0.0", Generation: 2, Retired.Count: 1 });
    }

    [Fact]
    public async Task FileCopiedSlowly_LoadsOnlyTheWhole()
    {
        await _bench.StartAsync(isWatched: true);
        var content = LanternBuild.Files("brighter", "2.0.0")["Lantern.dll"];

        await using (var file = new FileStream(Path.Combine(_bench.Lantern, "Lantern.dll"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var piece in content.Chunk(content.Length / 8))
            {
                await file.WriteAsync(piece);
                await file.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(80));
                Assert.Equal(1, _bench.Plugin.Generation);
            }
        }

        await _bench.WaitForPluginAsync(plugin => plugin is { Version: "2.0.0", Retired.Count: 1 });
        Assert.Equal((PluginState.Loaded, 2), (_bench.Plugin.State, _bench.Plugin.Generation));
    }

    [Fact]
    public async Task FileCopiedHalfAndLeftSo_IsRefusedUntilItIsWhole()
    {
        await _bench.StartAsync(isWatched: true);
        var content = LanternBuild.Files("brighter", "2.0.0")["Lantern.dll"];
        var path = Path.Combine(_bench.Lantern, "Lantern.dll");

        await File.WriteAllBytesAsync(path, content[..(content.Length / 2)]);
        await _bench.WaitForPluginAsync(plugin => plugin is { State: PluginState.Rejected, Generation: 1 });
        Assert.Equal(DeviceStatus.Online, _bench.House.Find("hall")!.Status);
        await File.WriteAllBytesAsync(path, content);

        await _bench.WaitForPluginAsync(plugin => plugin is { State: PluginState.Loaded, Version: "2.0.0", Generation: 2, Error: null });
    }

    [Fact]
    public async Task LinkedFileOverwritten_IsSeen()
    {
        await _bench.StartAsync(isWatched: true);
        var real = Path.Combine(Path.GetDirectoryName(_bench.Plugins)!, "real.dll");
        var link = Path.Combine(_bench.Lantern, "Lantern.dll");
        File.Move(link, real);
        File.CreateSymbolicLink(link, real);
        await Eventually.TrueAsync(() => _bench.House.Plugins.Plugins.Count == 1, "the link is seen");

        await File.WriteAllBytesAsync(real, LanternBuild.Files("brighter", "2.0.0")["Lantern.dll"]);

        await _bench.WaitForPluginAsync(plugin => plugin is { Version: "2.0.0", Retired.Count: 1 });
    }

    [Fact]
    public async Task TouchedOnly_IsNoReload()
    {
        await _bench.StartAsync(isWatched: true);

        File.SetLastWriteTimeUtc(Path.Combine(_bench.Lantern, "Lantern.dll"), DateTime.UtcNow);
        LanternBuild.Write(Path.Combine(_bench.Plugins, "Other", "Lantern"));
        File.WriteAllText(Path.Combine(_bench.Lantern, "marker.txt"), "a change that is seen after the touch");

        await WaitForLogAsync("Reloaded lantern");
        Assert.Equal(2, _bench.Plugin.Generation);
    }

    [Fact]
    public async Task FolderRemovedAndDroppedIn_UnloadsAndLoads()
    {
        await _bench.StartAsync(isWatched: true);

        Directory.Delete(_bench.Lantern, recursive: true);
        await _bench.WaitForPluginAsync(plugin => plugin.State == PluginState.Unloaded);
        Assert.Equal(DeviceStatus.Failed, (await _bench.WaitAsync(device => device.Generation is null)).Status);
        LanternBuild.Write(_bench.Lantern, "back again", "3.0.0");

        await _bench.WaitForPluginAsync(plugin => plugin is { State: PluginState.Loaded, Version: "3.0.0" });
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 2 });
    }

    private Task WaitForLogAsync(string beginning) => Eventually.TrueAsync(
        () => _bench.Logs.Entries.Any(entry => entry.Message.StartsWith(beginning, StringComparison.Ordinal)), $"the log says '{beginning}'");
}
