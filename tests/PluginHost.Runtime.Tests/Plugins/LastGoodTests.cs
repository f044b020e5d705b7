using PluginHost.Runtime.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Plugins;

public sealed class LastGoodTests : IDisposable
{
    private readonly PluginBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("throws")]
    [InlineData(null)]
    public async Task Restart_WithABadBuildInPlace_RunsWhatServedLast(string? mode)
    {
        var folder = Path.Combine(_bench.Configured, "Lantern");
        LanternBuild.Write(folder, "good", "2.0.0");
        await _bench.RescanAsync();

        LanternBuild.Write(folder, mode ?? "bad", "3.0.0");
        if (mode is null)
        {
            File.WriteAllText(Path.Combine(folder, "Lantern.dll"), "half a build");
        }

        var restarted = _bench.NewCatalog();
        var status = Assert.Single((await _bench.RescanAsync(restarted)).Plugins);

        Assert.Equal("2.0.0", status.Version);
        Assert.NotEqual(PluginState.Loaded, status.State);
        Assert.NotNull(status.Error);
        Assert.Equal(["lantern"], status.Drivers);
        Assert.NotNull(restarted.Current.FindDriver("lantern"));
    }

    [Fact]
    public async Task BadBuild_DroppedInWhileTheProcessRuns_IsOnlyRefused()
    {
        _bench.Drop("CleanTwin");
        await _bench.RescanAsync();
        LanternBuild.Write(Path.Combine(_bench.Configured, "Lantern"), "throws");

        var status = (await _bench.RescanAsync()).Plugins.Single(plugin => plugin.Id == "lantern");

        Assert.Equal((PluginState.Failed, null), (status.State, status.Generation));
    }
}
