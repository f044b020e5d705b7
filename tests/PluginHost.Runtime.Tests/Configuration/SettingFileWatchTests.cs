using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class SettingFileWatchTests : IDisposable
{
    private readonly CabinetKnowledge _drivers = new();
    private readonly ConfigurationFolder _folder;

    public SettingFileWatchTests()
    {
        _folder = new() { Drivers = _drivers };
        Directory.CreateDirectory(_folder.At("more"));
        _folder.Write("pluginhost.yaml", "devices: [{id: a, driver: cabinet, settings: {host: h, devices_file: more/lights.yaml}}]");
        WriteOutput(1);
    }

    [Fact]
    public async Task Watch_FileChanged_TellsTheNewContent()
    {
        await using var watched = new WatchedConfiguration(_folder);

        WriteOutput(2);

        Assert.Equal("hall=2", CabinetKnowledge.LightsOf((await watched.NextAsync()).Devices[0]));
    }

    [Fact]
    public async Task Watch_FileWrong_TellsTheMistakesAndThenTheRemedy()
    {
        await using var watched = new WatchedConfiguration(_folder);

        WriteOutput(9);
        var wrong = await watched.NextAsync();
        WriteOutput(2);

        Assert.Equal(_folder.At("more/lights.yaml"), Assert.Single(wrong.Errors).File);
        Assert.True((await watched.NextAsync()).IsValid);
    }

    [Fact]
    public async Task Watch_FileMissingAtFirst_IsToldWhenItComes()
    {
        File.Delete(_folder.At("more/lights.yaml"));
        await using var watched = new WatchedConfiguration(_folder);

        WriteOutput(2);

        Assert.True((await watched.NextAsync()).IsValid);
    }

    [Fact]
    public async Task Watch_FileReadWhenItsDriverCame_IsWatchedFromThenOn()
    {
        _drivers.IsLoaded = false;
        var loaded = _folder.Open().Load();
        var told = new TaskCompletionSource<LoadedConfiguration>(TaskCreationOptions.RunContinuationsAsynchronously);
        _drivers.IsLoaded = true;
        await using var watch = Watch(loaded, told, now => now);
        loaded.Devices[0].ReadFiles(CabinetKnowledge.Settings, new ErrorList());

        WriteOutput(2);

        Assert.Equal("hall=2", CabinetKnowledge.LightsOf((await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).Devices[0]));
    }

    [Fact]
    public async Task Watch_ChangeTakenByALaterReading_WatchesWhatThatOneRead()
    {
        _drivers.IsLoaded = false;
        var told = new TaskCompletionSource<LoadedConfiguration>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watch = Watch(_folder.Open().Load(), told, now =>
        {
            if (_drivers.IsLoaded)
            {
                return now;
            }

            // As a house does that must load the plugins of another folder before it can judge the file.
            _drivers.IsLoaded = true;
            var later = _folder.Open().Load();
            taken.SetResult();
            return later;
        });

        _folder.Write("pluginhost.yaml", "devices: [{id: b, driver: cabinet, settings: {host: h, devices_file: more/lights.yaml}}]");
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(30));
        WriteOutput(2);

        Assert.Equal("hall=2", CabinetKnowledge.LightsOf((await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).Devices[0]));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteOutput(int output) => _folder.Write("more/lights.yaml", $"lights: {{hall: {{output: {output}}}}}\n");

    private IAsyncDisposable Watch(
        LoadedConfiguration loaded, TaskCompletionSource<LoadedConfiguration> told, Func<LoadedConfiguration, LoadedConfiguration> take) => _folder.Open().Watch(
            loaded,
            (now, _) =>
            {
                var taken = take(now);
                if (ReferenceEquals(taken, now))
                {
                    told.TrySetResult(now);
                }

                return Task.FromResult(taken);
            },
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
}
