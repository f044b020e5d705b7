using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

/// <summary>What may happen to a script while the compiler has it, and when the rules change.</summary>
public sealed class ScriptTests : IAsyncDisposable
{
    private readonly LanternCompiler _compiler = new();
    private readonly ReloadBench _bench;

    public ScriptTests() => _bench = new ReloadBench(scripts: _compiler);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task PutBackWhileItsSuccessorIsCompiled_GoesOn()
    {
        await _bench.StartScriptAsync();
        var letGo = _compiler.Hold("brighter");
        await SaveAsync("brighter");
        var reload = LoadAsync();
        await _compiler.WhenBegunAsync("brighter");

        await SaveAsync("as it should be");
        var back = LoadAsync();
        letGo();
        await Task.WhenAll(reload, back);

        Assert.Equal((PluginState.Loaded, 1, null), (_bench.Plugin.State, _bench.Plugin.Generation, _bench.Plugin.Error));
        Assert.Equal(1, _bench.Device.Accepted);
    }

    [Fact]
    public async Task DeletedWhileItIsCompiled_StaysAway()
    {
        await _bench.StartScriptAsync();
        var letGo = _compiler.Hold("brighter");
        await SaveAsync("brighter");
        var reload = _bench.House.ReloadAsync("lantern", null);
        await _compiler.WhenBegunAsync("brighter");

        File.Move(_bench.Script, _bench.Script + ".away");
        await LoadAsync();
        File.Move(_bench.Script + ".away", _bench.Script);
        letGo();

        Assert.Equal((ReloadResult.Refused, PluginState.Unloaded), ((await reload)!.Result, (await reload)!.Plugin.State));
        Assert.Empty(_bench.House.Plugins.Loaded);
        Assert.Equal(DeviceStatus.Failed, _bench.House.Find("hall")!.Status);
    }

    [Fact]
    public async Task RefusedThenPutBack_IsShownLoadedAgainWithoutAReload()
    {
        _compiler.Refused = "brighter";
        await _bench.StartScriptAsync();
        await SaveAsync("brighter");
        await LoadAsync();
        Assert.Equal(PluginState.Rejected, _bench.Plugin.State);

        await SaveAsync("as it should be");
        await LoadAsync();

        Assert.Equal((PluginState.Loaded, 1, null), (_bench.Plugin.State, _bench.Plugin.Generation, _bench.Plugin.Error));
        Assert.Equal(1, _bench.Device.Accepted);
    }

    [Fact]
    public async Task RulesChanged_ReloadsOnlyWhatIsAllowedNow()
    {
        _compiler.Refused = "brighter";
        await _bench.StartScriptAsync();
        _compiler.Rules = "lenient";
        await LoadAsync();
        Assert.Equal((PluginState.Loaded, 1), (_bench.Plugin.State, _bench.Plugin.Generation));

        await SaveAsync("brighter");
        await LoadAsync();
        Assert.Equal((PluginState.Loaded, 2), (_bench.Plugin.State, _bench.Plugin.Generation));
        _compiler.Rules = "strict";
        await LoadAsync();
        Assert.Equal((PluginState.Rejected, 2), (_bench.Plugin.State, _bench.Plugin.Generation));
        _compiler.Rules = "lenient";
        await LoadAsync();

        Assert.Equal((PluginState.Loaded, 2, null), (_bench.Plugin.State, _bench.Plugin.Generation, _bench.Plugin.Error));
        Assert.Equal(2, _bench.Device.Accepted);
    }

    [Fact]
    public async Task RulesChanged_DoesNotTryAgainWhatWasRolledBack()
    {
        await _bench.StartScriptAsync();
        await SaveAsync("breaks");
        await LoadAsync();
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
        var accepted = _bench.Device.Accepted;
        _compiler.Rules = "lenient";

        await LoadAsync();

        Assert.Equal((PluginState.Failed, 1), (_bench.Plugin.State, _bench.Plugin.Generation));
        Assert.Contains("The wick broke.", _bench.Plugin.Error, StringComparison.Ordinal);
        Assert.Equal(accepted, _bench.Device.Accepted);
    }

    private Task LoadAsync() => _bench.House.LoadPluginsAsync([_bench.Plugins]);

    private Task SaveAsync(string text) => File.WriteAllTextAsync(_bench.Script, text);
}
