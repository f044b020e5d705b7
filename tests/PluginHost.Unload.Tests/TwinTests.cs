using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting.Reloading;

namespace PluginHost.Unload.Tests;

/// <summary>What was measured to let a generation go.</summary>
public sealed class TwinTests : IAsyncDisposable
{
    private readonly UnloadBench _bench = new();

    public static TheoryData<string> Twins =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Twins")).Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task Retire_CleanTwin_IsUnloaded(string twin)
    {
        await _bench.RunAsync($"Twins/{twin}", twin is "ThrownException" or "ForgottenCall" ? DeviceStatus.Failed : DeviceStatus.Online);
        _bench.Build("Twins/Clean");
        Assert.Equal(ReloadResult.Swapped, (await _bench.ReloadAsync()).Result);

        var retired = await _bench.JudgeAsync();

        Assert.True(retired.Unloaded, string.Join(Environment.NewLine, retired.HeldBy));
        Assert.Empty(retired.HeldBy);
    }
}
