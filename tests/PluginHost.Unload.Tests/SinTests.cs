using System.Net;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Unload.Tests;

/// <summary>What keeps a generation in memory, each cause in a plugin of its own: it lingers, and the report names the cause.</summary>
public sealed class SinTests : IAsyncDisposable
{
    private readonly UnloadBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    /// <summary>What its code lets suspect.</summary>
    [Theory]
    [InlineData("TypeDescriptorProperties", "System.ComponentModel.TypeDescriptor.GetProperties")]
    [InlineData("TypeDescriptorConverter", "System.ComponentModel.TypeDescriptor.GetConverter")]
    [InlineData("ValidatorOnOwnType", "System.ComponentModel.DataAnnotations.Validator.TryValidateObject")]
    [InlineData("OptionsDataAnnotations", "OptionsBuilderDataAnnotationsExtensions.ValidateDataAnnotations")]
    [InlineData("ConfigurationOwnEnum", "Microsoft.Extensions.Configuration.ConfigurationBinder.Get, which with an enumeration of its own")]
    [InlineData("PollyOverOwnType", "new Polly.ResiliencePipelineBuilder`1, which with types of its own")]
    [InlineData("XmlSerializerOnList", "new System.Xml.Serialization.XmlSerializer")]
    [InlineData("DataContractOnList", "System.Runtime.Serialization.DataContractSerializer")]
    [InlineData("DynamicCall", "Microsoft.CSharp.RuntimeBinder.Binder")]
    [InlineData("ProcessExitHandler", "System.AppDomain.ProcessExit, which without unsubscribing")]
    [InlineData("UnhandledExceptionHandler", "System.AppDomain.UnhandledException, which without unsubscribing")]
    [InlineData("FirstChanceHandler", "System.AppDomain.FirstChanceException, which without unsubscribing")]
    [InlineData("CancelKeyHandler", "System.Console.CancelKeyPress, which without unsubscribing")]
    [InlineData("UnobservedTaskHandler", "System.Threading.Tasks.TaskScheduler.UnobservedTaskException, which without unsubscribing")]
    [InlineData("ResolvingHandler", "System.Runtime.Loader.AssemblyLoadContext.Resolving, which without unsubscribing")]
    [InlineData("RootedTimer", "new System.Threading.Timer, which undisposed")]
    [InlineData("RootedTimersTimer", "new System.Timers.Timer, which undisposed")]
    [InlineData("TaskLoop", "System.Threading.Tasks.Task.Run, which while its task runs")]
    [InlineData("RunningThread", "new System.Threading.Thread")]
    [InlineData("SocketReceive", "new System.Net.Sockets.Socket, whose pending receive")]
    [InlineData("ObservedMeter", "new System.Diagnostics.Metrics.Meter, which undisposed")]
    [InlineData("Handle", "System.Runtime.InteropServices.GCHandle.Alloc")]
    [InlineData("Signal", "System.Runtime.InteropServices.PosixSignalRegistration.Create")]
    [InlineData("PeriodicTimerLoop", "new System.Threading.PeriodicTimer")]
    public async Task Retire_UseThatPins_LingersAndIsSuspected(string sin, string named)
    {
        var retired = await RetireAsync(sin);

        Assert.True(retired.Lingers);
        Assert.Contains(retired.HeldBy, holder => holder.StartsWith("Likely: Subject uses ", StringComparison.Ordinal) && holder.Contains(named, StringComparison.Ordinal));
    }

    /// <summary>Nothing of it stands in a book, and no member that it uses is known for it.</summary>
    [Theory]
    [InlineData("LongDelay")]
    [InlineData("LongCancelAfter")]
    [InlineData("DefaultCulture")]
    [InlineData("RegisteredWait")]
    public async Task Retire_HeldByWhatNothingNames_LingersAndSaysHowToLook(string sin)
    {
        var retired = await RetireAsync(sin);

        Assert.True(retired.Lingers);
        var holder = Assert.Single(retired.HeldBy);
        Assert.StartsWith("Outside the ledger: ", holder, StringComparison.Ordinal);
        Assert.Contains("POST /api/v1/plugins/subject/dump?generation=1", holder, StringComparison.Ordinal);
    }

    /// <summary>The framework's caches of types, which the watch empties before it says that something lingers.</summary>
    [Theory]
    [InlineData("JsonReflection", "System.Text.Json.JsonSerializer.Serialize with reflection")]
    [InlineData("JsonReflectionOwnOptions", "System.Text.Json.JsonSerializer.Deserialize with reflection")]
    [InlineData("JsonAnonymousType", "System.Text.Json.JsonSerializer.Serialize with reflection")]
    public async Task Retire_JsonByReflection_IsFreedByEmptyingTheCaches(string sin, string named)
    {
        var retired = await RetireWithoutVerdictAsync(sin);
        await FullCollection.RunAsync(() => retired.Unloaded, CancellationToken.None);
        Assert.False(retired.Unloaded);
        Assert.Contains(PinningSuspects.Of(retired.Copy), holder => holder.Contains(named, StringComparison.Ordinal));

        await _bench.JudgeAsync();

        Assert.True(retired.Unloaded);
    }

    /// <summary>A call that was given up: what the host's own books say is no suspicion.</summary>
    [Theory]
    [InlineData("HungOpen", DeviceStatus.Failed)]
    [InlineData("BlockedOpen", DeviceStatus.Failed)]
    public async Task Retire_CallThatNeverReturned_LingersAndIsNamed(string sin, DeviceStatus status)
    {
        await _bench.RunAsync($"Sins/{sin}", status);
        _bench.Build("Twins/Clean");
        Assert.Equal(ReloadResult.Swapped, (await _bench.ReloadAsync()).Result);

        var retired = await _bench.JudgeAsync();

        Assert.True(retired.Lingers);
        Assert.Equal("The call OpenAsync, which was given up, for device 'one' still runs.", retired.HeldBy[0]);
    }

    [Fact]
    public async Task Retire_SocketRoundTheHost_LingersAndIsNamedWithItsPeer()
    {
        await _bench.RunAsync("Sins/SocketRoundTheHost", DeviceStatus.Failed);
        _bench.Build("Twins/Clean");
        Assert.Equal(ReloadResult.Swapped, (await _bench.ReloadAsync()).Result);

        var retired = await _bench.JudgeAsync();

        Assert.True(retired.Lingers);
        Assert.StartsWith("It opened a connection to 127.0.0.1:", retired.HeldBy[0], StringComparison.Ordinal);
        Assert.Contains("round the host for device 'one', which cannot close it, by ", retired.HeldBy[0], StringComparison.Ordinal);
    }

    /// <summary>The host's own doing: somebody started it, and nobody stopped it.</summary>
    [Fact]
    public async Task Retire_VirtualDeviceThatRuns_LingersAndIsNamedUntilItStops()
    {
        await _bench.RunAsync("Sins/VirtualDevice");
        var run = _bench.House.Simulate("subject", new IPEndPoint(IPAddress.Loopback, 0), new Dictionary<string, string>(), []);
        await run.WaitUntilReadyAsync(CancellationToken.None);
        _bench.Build("Twins/Clean");
        await _bench.ReloadAsync();

        var retired = await _bench.JudgeAsync();

        Assert.True(retired.Lingers);
        Assert.Equal("Its virtual device still runs.", retired.HeldBy[0]);
        Assert.StartsWith("Its listener ", retired.HeldBy[1], StringComparison.Ordinal);

        await run.DisposeAsync();
        await FullCollection.RunAsync(() => retired.Unloaded, CancellationToken.None);
        Assert.True(retired.Unloaded);
        Assert.Empty(retired.HeldBy);
    }

    private async Task<RetiredGeneration> RetireAsync(string sin)
    {
        await RetireWithoutVerdictAsync(sin);
        return await _bench.JudgeAsync();
    }

    private async Task<RetiredGeneration> RetireWithoutVerdictAsync(string sin)
    {
        await _bench.RunAsync($"Sins/{sin}", DeviceStatus.Online);
        _bench.Build("Twins/Clean");
        Assert.Equal(ReloadResult.Swapped, (await _bench.ReloadAsync()).Result);
        return _bench.Retired[^1];
    }
}
