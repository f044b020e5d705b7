using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Tests.Hosting.Reloading;
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
    public async Task Restart_AfterARollBack_RunsWhatServedBeforeIt()
    {
        var folder = Path.Combine(_bench.Configured, "Lantern");
        LanternBuild.Write(folder, "good", "2.0.0");
        await _bench.RescanAsync();
        LanternBuild.Write(folder, "misses", "3.0.0");
        var source = Assert.Single(_bench.Catalog.FindChanges([_bench.Configured]).Outdated);
        var examined = await _bench.Catalog.ExamineAsync(source, CancellationToken.None);
        _bench.Catalog.Switch(await _bench.Catalog.PrepareAsync(source, examined, CancellationToken.None));
        await _bench.Catalog.RetireAsync(_bench.Catalog.RollBack("lantern", "it did not come back")!);

        var restarted = _bench.NewCatalog();
        var status = Assert.Single((await _bench.RescanAsync(restarted)).Plugins);
        var third = Assert.Single((await _bench.RescanAsync(_bench.NewCatalog())).Plugins);

        Assert.Equal(("2.0.0", PluginState.Failed), (status.Version, status.State));
        Assert.StartsWith("It was rolled back when it ran last", status.Error, StringComparison.Ordinal);
        Assert.Equal((status.Version, status.State), (third.Version, third.State));
    }

    [Fact]
    public async Task Restart_WithAnotherCompiler_DoesNotTryAgainWhatWasRolledBack()
    {
        var script = Path.Combine(_bench.Configured, "Lantern.cs");
        var compiler = new LanternCompiler();
        var catalog = _bench.NewCatalog(scripts: compiler);
        await File.WriteAllTextAsync(script, "good");
        await _bench.RescanAsync(catalog);
        await File.WriteAllTextAsync(script, "misses");
        var source = Assert.Single(catalog.FindChanges([_bench.Configured]).Outdated);
        catalog.Switch(await catalog.PrepareAsync(source, await catalog.ExamineAsync(source, CancellationToken.None), CancellationToken.None));
        await catalog.RetireAsync(catalog.RollBack("lantern", "it did not come back")!);
        compiler.Fingerprint = "another";

        var status = Assert.Single((await _bench.RescanAsync(_bench.NewCatalog(scripts: compiler))).Plugins);

        Assert.Equal(PluginState.Failed, status.State);
        Assert.StartsWith("It was rolled back when it ran last", status.Error, StringComparison.Ordinal);
        Assert.Equal(["lantern"], status.Drivers);
    }

    [Fact]
    public async Task Restart_WithStricterRules_RunsWhatServedLast()
    {
        await File.WriteAllTextAsync(Path.Combine(_bench.Configured, "Lantern.cs"), "good");
        var compiler = new LanternCompiler { Rules = "lenient", Refused = "good" };
        await _bench.RescanAsync(_bench.NewCatalog(scripts: compiler));
        compiler.Rules = "strict";

        var status = Assert.Single((await _bench.RescanAsync(_bench.NewCatalog(scripts: compiler))).Plugins);

        Assert.Equal((PluginState.Rejected, 1), (status.State, status.Generation));
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
