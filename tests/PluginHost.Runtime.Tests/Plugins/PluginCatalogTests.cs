using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Plugins;

public sealed class PluginCatalogTests : IDisposable
{
    private readonly PluginBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task ApplyAsync_CleanTwin_RunsAndShowsEveryField()
    {
        var path = _bench.Drop("CleanTwin");
        var before = TimeProvider.System.GetUtcNow();

        var snapshot = await _bench.RescanAsync();

        var status = Assert.Single(snapshot.Plugins);
        Assert.Equal(("cleantwin", PluginKind.Assembly, path), (status.Id, status.Kind, status.Path));
        Assert.Equal(("3.2.1", 1, PluginState.Loaded), (status.Version, status.Generation, status.State));
        Assert.InRange(status.LoadedAt!.Value, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(["clean-twin"], status.Drivers);
        Assert.Empty(status.Diagnostics);
        Assert.Null(status.Error);
        Assert.Empty(status.Retired);
        Assert.False(snapshot.AnyBroken);
        Assert.Same(snapshot, _bench.Catalog.Current);
    }

    [Fact]
    public async Task FindDriver_LoadedDriver_CanBeCalledUnderContextualReflection()
    {
        _bench.Drop("CleanTwin");

        var driver = (await _bench.RescanAsync()).FindDriver("clean-twin")!;

        Assert.Equal(("clean-twin", "Clean twin", "3.2.1", 1), (driver.Id, driver.Name, driver.Version, driver.Plugin.Generation));
        using var reflection = driver.Plugin.EnterContextualReflection();
        Assert.Equal("hello", Assert.Single(driver.Instance.Plan(SettingValues.From([], [])).Entities).Id);
        Assert.Equal(driver.Instance.GetType(), Type.GetType("CleanTwin.CleanTwinDriver, CleanTwin"));
    }

    [Fact]
    public async Task FindVirtualDevice_TwoDrivers_MakesAnInstancePerRun()
    {
        _bench.Drop("TwoDrivers");

        var snapshot = await _bench.RescanAsync();

        var device = snapshot.FindVirtualDevice("first")!;
        Assert.NotSame(device.Create(), device.Create());
        Assert.Null(snapshot.FindVirtualDevice("second"));
        Assert.Equal(["first", "second"], Assert.Single(snapshot.Plugins).Drivers);
        Assert.Equal("7.0.0", snapshot.FindDriver("second")!.Version);
    }

    [Fact]
    public async Task ApplyAsync_BrokenOnesBesideASoundOne_BreakOnlyThemselves()
    {
        foreach (var name in new[] { "ThrowingConstructor", "NewerContract", "NoDriver", "MisshapenDriver", "CleanTwin" })
        {
            _bench.Drop(name);
        }

        Directory.CreateDirectory(Path.Combine(_bench.Configured, "Corrupt"));
        File.WriteAllBytes(Path.Combine(_bench.Configured, "Corrupt", "Corrupt.dll"), [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]);
        Directory.CreateDirectory(Path.Combine(_bench.Configured, "Misnamed"));
        File.WriteAllText(Path.Combine(_bench.Configured, "Misnamed", "Other.dll"), "");

        var snapshot = await _bench.RescanAsync();

        Assert.Equal(
            [
                ("cleantwin", PluginState.Loaded),
                ("corrupt", PluginState.Rejected),
                ("misnamed", PluginState.Rejected),
                ("misshapendriver", PluginState.Rejected),
                ("newercontract", PluginState.Rejected),
                ("nodriver", PluginState.Rejected),
                ("throwingconstructor", PluginState.Failed),
            ],
            snapshot.Plugins.Select(plugin => (plugin.Id, plugin.State)));
        Assert.All(snapshot.Plugins.Skip(1), plugin => Assert.False(string.IsNullOrEmpty(plugin.Error)));
        Assert.All(snapshot.Plugins.Skip(1), plugin => Assert.Equal((null, null, null), (plugin.Version, plugin.Generation, plugin.LoadedAt)));
        Assert.NotNull(snapshot.FindDriver("clean-twin"));
        Assert.True(snapshot.AnyBroken);
    }

    [Fact]
    public async Task ApplyAsync_ConstructorThrows_FailsWithTheText()
    {
        var status = await _bench.LoadOnlyAsync("ThrowingConstructor");

        Assert.Equal(PluginState.Failed, status.State);
        Assert.Equal(
            "The plugin's code failed while it was loaded: ThrowingConstructor.OwnException: the constructor had a bad day.", status.Error);
    }

    [Fact]
    public async Task ApplyAsync_ConstructorHangs_FailsAtTheLimitAndIsNotTriedAgain()
    {
        var time = new SteppedTime();
        var catalog = _bench.NewCatalog(time);
        _bench.Drop("HangingConstructor");

        var applying = _bench.RescanAsync(catalog);
        await time.PassAsync(TimeSpan.FromSeconds(5));
        var first = Assert.Single((await applying).Plugins);
        var second = Assert.Single((await _bench.RescanAsync(catalog)).Plugins);

        Assert.Equal(
            (PluginState.Failed, "The plugin's code failed while it was loaded: it did not return within 5 s."), (first.State, first.Error));
        Assert.Equal((first.State, first.Error), (second.State, second.Error));
    }

    [Fact]
    public async Task ApplyAsync_RefusedContentReplacedBySound_LoadsAtTheNextRescan()
    {
        var folder = _bench.Drop("CleanTwin");
        File.Copy(Path.Combine(PluginBench.Built("NewerContract"), "NewerContract.dll"), Path.Combine(folder, "CleanTwin.dll"), overwrite: true);
        var refused = Assert.Single((await _bench.RescanAsync()).Plugins);
        var stillRefused = Assert.Single((await _bench.RescanAsync()).Plugins);

        Directory.Delete(folder, recursive: true);
        _bench.Drop("CleanTwin");
        var sound = Assert.Single((await _bench.RescanAsync()).Plugins);

        Assert.Equal(PluginState.Rejected, refused.State);
        Assert.StartsWith("CleanTwin.dll needs PluginHost.Abstractions 99.0.0.0", refused.Error);
        Assert.Equal((refused.State, refused.Error), (stillRefused.State, stillRefused.Error));
        Assert.Equal((PluginState.Loaded, 2, null), (sound.State, sound.Generation, sound.Error));
    }

    [Fact]
    public async Task ApplyAsync_NotADriver_IsRejectedByName()
    {
        var status = await _bench.LoadOnlyAsync("MisshapenDriver");

        Assert.Equal(
            (PluginState.Rejected, "MisshapenDriver.Misshapen carries an attribute for IDeviceDriver but does not implement it."),
            (status.State, status.Error));
    }

    [Fact]
    public async Task ApplyAsync_Sins_AreDiagnosticsAndNoRefusal()
    {
        var status = await _bench.LoadOnlyAsync("EverySin");

        Assert.Equal(PluginState.Loaded, status.State);
        Assert.Equal(["PH0014", "PH0015"], status.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order());
    }

    [Fact]
    public async Task ApplyAsync_DriverIdTaken_RejectsTheSecondNamingBoth()
    {
        var first = _bench.Drop("CleanTwin");
        var second = _bench.Drop("DriverThief");

        var snapshot = await _bench.RescanAsync();

        Assert.Equal([PluginState.Loaded, PluginState.Rejected], snapshot.Plugins.Select(plugin => plugin.State));
        Assert.Equal(
            $"The driver id 'clean-twin' is claimed by the plugins 'cleantwin' ({first}) and 'driverthief' ({second}); the first one keeps it.",
            snapshot.Plugins[1].Error);
    }

    [Fact]
    public async Task ApplyAsync_DriverIdSetFree_LoadsTheOneThatWasRejected()
    {
        var first = _bench.Drop("CleanTwin");
        _bench.Drop("DriverThief");
        await _bench.RescanAsync();

        Directory.Delete(first, recursive: true);
        var snapshot = await _bench.RescanAsync();

        Assert.Equal("driverthief", snapshot.FindDriver("clean-twin")!.Plugin.Id);
        Assert.False(snapshot.AnyBroken);
    }

    [Fact]
    public async Task ApplyAsync_PluginIdInTwoConfiguredFolders_RejectsTheSecondNamingBoth()
    {
        var first = _bench.Drop("CleanTwin");
        var second = _bench.Drop("CleanTwin", _bench.Second, "cleanTWIN");

        var snapshot = await _bench.RescanAsync();

        Assert.Equal([(first, PluginState.Loaded), (second, PluginState.Rejected)], snapshot.Plugins.Select(plugin => (plugin.Path, plugin.State)));
        Assert.Equal($"The plugin id 'cleantwin' is claimed by {first} and {second}; the first one keeps it.", snapshot.Plugins[1].Error);
    }

    [Fact]
    public async Task ApplyAsync_SecondClaimComesEarlierInOrder_DoesNotDisplaceWhatRuns()
    {
        var running = _bench.Drop("CleanTwin", _bench.Second);
        await _bench.RescanAsync();

        _bench.Drop("CleanTwin");
        var snapshot = await _bench.RescanAsync();

        Assert.Equal(running, Assert.Single(snapshot.Loaded).Path);
        Assert.Equal(1, snapshot.Loaded[0].Generation);
    }

    [Fact]
    public async Task ApplyAsync_ConfiguredFolderOfABuiltInsId_IsThereToBeReloadedFrom()
    {
        _bench.Drop("CleanTwin", _bench.BuiltIn);
        await _bench.RescanAsync();

        var configured = _bench.Drop("CleanTwin");
        var changes = _bench.Catalog.FindChanges([_bench.Configured]);
        var before = Assert.Single((await _bench.Catalog.ApplyAsync(changes)).Plugins);
        var source = Assert.Single(changes.Outdated);
        var examined = await _bench.Catalog.ExamineAsync(source, CancellationToken.None);
        Assert.Null(_bench.Catalog.Switch(await _bench.Catalog.PrepareAsync(source, examined, CancellationToken.None)));
        await _bench.Catalog.RetireAsync(_bench.Catalog.Confirm("cleantwin")!);

        Assert.Empty(changes.Leaving);
        Assert.Equal((Path.Combine(_bench.BuiltIn, "CleanTwin"), 1), (before.Path, before.Generation));
        var status = Assert.Single(_bench.Catalog.Current.Plugins);
        Assert.Equal((configured, PluginState.Loaded, 2), (status.Path, status.State, status.Generation));
        Assert.Equal(1, Assert.Single(status.Retired).Generation);
    }

    [Fact]
    public async Task ApplyAsync_FolderNameInOtherCase_FindsItsAssembly()
    {
        _bench.Drop("CleanTwin", folderName: "cleantwin");

        var snapshot = await _bench.RescanAsync();

        Assert.Equal(PluginState.Loaded, Assert.Single(snapshot.Plugins).State);
    }

    [Fact]
    public async Task ApplyAsync_EmptyAndHiddenFolders_AreNoPlugins()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Configured, "empty"));
        _bench.Drop("CleanTwin", folderName: ".hidden");

        Assert.Empty((await _bench.RescanAsync()).Plugins);
    }

    [Fact]
    public async Task ApplyAsync_FrameworkTheHostLacks_IsRejectedByName()
    {
        var path = Path.Combine(_bench.Drop("CleanTwin"), "CleanTwin.runtimeconfig.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("Microsoft.NETCore.App", "Microsoft.WindowsDesktop.App"));

        var status = Assert.Single((await _bench.RescanAsync()).Plugins);

        Assert.Equal(PluginState.Rejected, status.State);
        Assert.Equal(
            "CleanTwin.runtimeconfig.json asks for the framework Microsoft.WindowsDesktop.App, which the host does not run on.", status.Error);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"runtimeOptions":{"framework":"Microsoft.NETCore.App"}}""")]
    public async Task ApplyAsync_RuntimeConfigurationCorrupt_IsRejectedByName(string text)
    {
        File.WriteAllText(Path.Combine(_bench.Drop("CleanTwin"), "CleanTwin.runtimeconfig.json"), text);

        var status = Assert.Single((await _bench.RescanAsync()).Plugins);

        Assert.StartsWith("CleanTwin.runtimeconfig.json is not a runtime configuration:", status.Error);
    }

    [Fact]
    public async Task ApplyAsync_SourceOverwrittenOnceLoaded_RunsOnFromTheCheckedBytes()
    {
        var source = _bench.Drop("CleanTwin");
        var original = Directory.GetFiles(source).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        var driver = (await _bench.RescanAsync()).FindDriver("clean-twin")!;

        foreach (var file in original.Keys)
        {
            File.WriteAllText(Path.Combine(source, file), "overwritten");
        }

        // The private library is loaded by this call, not before.
        Assert.Equal("hello", Assert.Single(driver.Instance.Plan(SettingValues.From([], [])).Entities).Id);
        var staged = Path.Combine(_bench.Cache, "cleantwin", driver.Plugin.ContentHash);
        Assert.All(original, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(staged, file.Key))));
        Assert.Equal(driver.Plugin.ContentHash, FolderHash.Compute(staged));
    }

    [Fact]
    public async Task ApplyAsync_FolderRemovedAndBack_UnloadsAndLoadsTheNextGeneration()
    {
        var path = _bench.Drop("CleanTwin");
        var driver = (await _bench.RescanAsync()).FindDriver("clean-twin")!;

        Directory.Delete(path, recursive: true);
        var changes = _bench.Catalog.FindChanges([_bench.Configured]);
        Assert.Same(driver.Plugin, Assert.Single(changes.Leaving));
        Assert.NotNull(_bench.Catalog.Current.FindDriver("clean-twin"));
        var unloaded = await _bench.Catalog.ApplyAsync(changes);
        _bench.Drop("CleanTwin");
        var again = await _bench.RescanAsync();

        Assert.Null(unloaded.FindDriver("clean-twin"));
        Assert.Equal((PluginState.Unloaded, null), (unloaded.Plugins[0].State, unloaded.Plugins[0].Generation));
        Assert.Throws<ObjectDisposedException>(() => driver.Instance);
        Assert.Throws<ObjectDisposedException>(() => driver.Plugin.EnterContextualReflection());
        var status = Assert.Single(again.Plugins);
        Assert.Equal((PluginState.Loaded, 2), (status.State, status.Generation));
        Assert.Equal(1, Assert.Single(status.Retired).Generation);
    }

    [Fact]
    public async Task ApplyAsync_NothingChanged_KeepsTheGeneration()
    {
        _bench.Drop("CleanTwin");
        var first = await _bench.RescanAsync();

        var second = await _bench.RescanAsync();

        Assert.Same(Assert.Single(first.Loaded), Assert.Single(second.Loaded));
    }

    [Fact]
    public async Task ApplyAsync_ChangesFoundBeforeOthersWereApplied_AreRefused()
    {
        _bench.Drop("CleanTwin");
        var stale = _bench.Catalog.FindChanges([_bench.Configured]);
        await _bench.RescanAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Catalog.ApplyAsync(stale));
        Assert.NotNull(_bench.Catalog.Current.FindDriver("clean-twin"));
    }

    [Fact]
    public async Task ApplyAsync_FirstTime_SweepsTheCache()
    {
        _bench.Drop("CleanTwin");
        var leftover = Directory.CreateDirectory(Path.Combine(_bench.Cache, "gone", "0123")).FullName;

        var plugin = Assert.Single((await _bench.RescanAsync()).Loaded);

        Assert.False(Path.Exists(Path.GetDirectoryName(leftover)));
        Assert.Equal([Path.Combine(_bench.Cache, "cleantwin", plugin.ContentHash)], Directory.GetDirectories(Path.Combine(_bench.Cache, "cleantwin")));
    }

    [Fact]
    public async Task MovedToAnotherFolderAndBrokenThere_IsNotTakenAwayWhileItIsMended()
    {
        LanternBuild.Write(Path.Combine(_bench.Configured, "Lantern"));
        await _bench.RescanAsync();
        var moved = Path.Combine(_bench.Second, "Lantern");
        Directory.Move(Path.Combine(_bench.Configured, "Lantern"), moved);
        await File.WriteAllTextAsync(Path.Combine(moved, "Lantern.dll"), "half a build");
        var source = Assert.Single(_bench.Catalog.FindChanges([_bench.Configured, _bench.Second]).Outdated);
        await _bench.Catalog.PrepareAsync(source, await _bench.Catalog.ExamineAsync(source, CancellationToken.None), CancellationToken.None);

        var changes = _bench.Catalog.FindChanges([_bench.Configured, _bench.Second], new HashSet<string> { moved });

        Assert.Equal(PluginState.Rejected, Assert.Single(_bench.Catalog.Current.Plugins).State);
        Assert.Empty(changes.Leaving);
    }
}
