using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ConfigurationWatchTests : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly ConfigurationFolder _folder = new();

    public ConfigurationWatchTests() => _folder.Write("pluginhost.yaml", Device("a"));

    [Fact]
    public async Task Watch_FileOverwritten_TellsTheNewContent()
    {
        await using var watched = new WatchedConfiguration(_folder);

        _folder.Write("pluginhost.yaml", Device("b"));

        Assert.Equal("b", (await watched.NextAsync()).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_RenamedIntoPlace_TellsTheNewContent()
    {
        await using var watched = new WatchedConfiguration(_folder);
        _folder.Write("new", Device("b"));

        File.Move(_folder.At("new"), _folder.File, overwrite: true);

        Assert.Equal("b", (await watched.NextAsync()).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_LinkReplaced_TellsTheNewContent()
    {
        Directory.CreateDirectory(_folder.At("elsewhere"));
        _folder.Write("elsewhere/b", Device("b"));
        File.CreateSymbolicLink(_folder.At("new"), Path.Combine("elsewhere", "b"));
        await using var watched = new WatchedConfiguration(_folder);

        File.Move(_folder.At("new"), _folder.File, overwrite: true);

        Assert.Equal("b", (await watched.NextAsync()).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_LinkedFolderSwapped_TellsTheNewContent()
    {
        Directory.CreateDirectory(_folder.At("..1"));
        Directory.CreateDirectory(_folder.At("..2"));
        _folder.Write("..1/pluginhost.yaml", Device("a"));
        _folder.Write("..2/pluginhost.yaml", Device("b"));
        Directory.CreateSymbolicLink(_folder.At("..data"), "..1");
        File.Delete(_folder.File);
        File.CreateSymbolicLink(_folder.File, Path.Combine("..data", "pluginhost.yaml"));
        await using var watched = new WatchedConfiguration(_folder);

        Directory.Delete(_folder.At("..data"));
        Directory.CreateSymbolicLink(_folder.At("..data"), "..2");

        Assert.Equal("b", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_WrittenInTwoHalves_TellsOnlyTheWhole()
    {
        var time = new ManualTime();
        await using var watched = new WatchedConfiguration(_folder, time);
        var whole = Device("b");

        _folder.Write("pluginhost.yaml", whole[..15]);
        await SettlingAsync(time, 1);
        _folder.Write("pluginhost.yaml", whole);
        time.Fire(Settle);
        await SettlingAsync(time, 2);
        time.Fire(Settle);

        Assert.Equal("b", (await watched.NextAsync()).Devices[0].Id);
        Assert.Empty(watched.Told);
    }

    [Fact]
    public async Task Watch_ChangedAndBackWhileSettling_TellsNothing()
    {
        var time = new ManualTime();
        await using var watched = new WatchedConfiguration(_folder, time);

        _folder.Write("pluginhost.yaml", Device("b"));
        await SettlingAsync(time, 1);
        _folder.Write("pluginhost.yaml", Device("a"));
        time.Fire(Settle);
        _folder.Write("pluginhost.yaml", Device("c"));
        await SettlingAsync(time, 2);
        time.Fire(Settle);

        Assert.Equal("c", (await watched.NextAsync()).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_DeletedAndBack_TellsBoth()
    {
        await using var watched = new WatchedConfiguration(_folder);

        File.Delete(_folder.File);
        Assert.Equal($"{_folder.File}: the file does not exist", (await watched.NextAsync()).Errors.Single().ToString());
        _folder.Write("pluginhost.yaml", Device("a"));

        Assert.True((await watched.NextAsync()).IsValid);
    }

    [Fact]
    public async Task Watch_FolderReplaced_StillTellsChanges()
    {
        using var outer = new ConfigurationFolder();
        Directory.CreateDirectory(outer.At("etc"));
        outer.Write("etc/pluginhost.yaml", Device("a"));
        File.CreateSymbolicLink(outer.File, Path.Combine("etc", "pluginhost.yaml"));
        await using var watched = new WatchedConfiguration(outer);

        Directory.Delete(outer.At("etc"), recursive: true);
        Assert.False((await watched.NextAsync()).IsValid);
        Directory.CreateDirectory(outer.At("etc"));
        outer.Write("etc/pluginhost.yaml", Device("b"));

        Assert.Equal("b", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_SecretFileChanged_TellsTheNewContent()
    {
        Directory.CreateDirectory(_folder.At("secrets"));
        _folder.Write("secrets/pin", "1111\n");
        _folder.Write("pluginhost.yaml", "devices: [{id: a, driver: meter, settings: {host: h, pin: \"${file:secrets/pin}\"}}]");
        await using var watched = new WatchedConfiguration(_folder);

        _folder.Write("secrets/pin", "2222\n");

        Assert.Equal("2222", (await watched.NextAsync()).Devices[0].Settings.Find("pin")!.Text);
    }

    [Fact]
    public async Task Watch_InvalidContent_IsToldAndTheWatchGoesOn()
    {
        await using var watched = new WatchedConfiguration(_folder);

        _folder.Write("pluginhost.yaml", "devices: [");
        Assert.False((await watched.NextAsync()).IsValid);
        _folder.Write("pluginhost.yaml", Device("b"));

        Assert.Equal("b", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_BecomesAPipe_IsToldAndTheWatchGoesOn()
    {
        await using var watched = new WatchedConfiguration(_folder);
        NamedPipe.Create(_folder.At("pipe"));

        File.Move(_folder.At("pipe"), _folder.File, overwrite: true);
        Assert.Contains("a named pipe", (await watched.NextAsync()).Errors.Single().Message, StringComparison.Ordinal);
        _folder.Write("new", Device("b"));
        File.Move(_folder.At("new"), _folder.File, overwrite: true);

        Assert.Equal("b", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_SecretFileHangs_IsToldAndTheWatchGoesOn()
    {
        _folder.Write("pin", "1111");
        _folder.Write("pluginhost.yaml", "devices: [{id: a, driver: meter, settings: {host: h, pin: \"${file:pin}\"}}]");
        await using var watched = new WatchedConfiguration(_folder);

        using (new HangingFile(_folder.At("pin")))
        {
            Assert.Contains("did not answer within 5 s", (await watched.NextAsync()).Errors.Single().Message, StringComparison.Ordinal);
        }

        Assert.Equal("1111", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Settings.Find("pin")!.Text);
    }

    [Fact]
    public async Task Watch_ReadingFails_IsToldAsAnErrorAndTheWatchGoesOn()
    {
        await using var watched = new WatchedConfiguration(_folder);

        _folder.Write("pluginhost.yaml", "devices: [{id: a, driver: meter, settings: {host: broken}}]");
        Assert.Contains("it could not be read", (await watched.NextAsync()).Errors.Single().Message, StringComparison.Ordinal);
        _folder.Write("pluginhost.yaml", Device("b"));

        Assert.Equal("b", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_CallbackThrows_TheWatchGoesOn()
    {
        await using var watched = new WatchedConfiguration(_folder, changed: _ => throw new InvalidOperationException("not now"));

        _folder.Write("pluginhost.yaml", Device("b"));
        await watched.NextAsync();
        _folder.Write("pluginhost.yaml", Device("c"));

        Assert.Equal("c", (await watched.NextAsync(loaded => loaded.IsValid)).Devices[0].Id);
    }

    [Fact]
    public async Task Watch_ChangedBeforeItBegan_IsTold()
    {
        var file = _folder.Open();
        var loaded = file.Load();
        _folder.Write("pluginhost.yaml", Device("b"));
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        await using var watch = file.Watch(
            loaded,
            (now, _) =>
            {
                told.TrySetResult(now.Devices[0].Id);
                return Task.FromResult(now);
            },
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        Assert.Equal("b", await told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Dispose_WhileSettling_LeavesNoTimerAndTellsNothing()
    {
        var time = new ManualTime();
        var watched = new WatchedConfiguration(_folder, time);
        _folder.Write("pluginhost.yaml", Device("b"));
        await SettlingAsync(time, 1);

        await watched.DisposeAsync();

        Assert.Equal(0, time.Waiting);
        Assert.Empty(watched.Told);
    }

    public void Dispose() => _folder.Dispose();

    private static string Device(string id) => $"devices:\n  - id: {id}\n    driver: beacon\n";

    // The poll stands in for an event of the file system that came too early or not at all.
    private static Task SettlingAsync(ManualTime time, int times) => WatchedConfiguration.UntilAsync(() =>
    {
        time.Fire(Rest);
        time.Fire(Poll);
        return time.Started(Settle) >= times;
    });
}
