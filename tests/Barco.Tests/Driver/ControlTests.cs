using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>What a person can see and do.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private ProjectorBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await ProjectorBench.StartAsync("on", new() { ["source-after"] = "3s" });
        await _bench.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.AssertNothingLeftAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Source_IsChosenFromItsOptions()
    {
        Assert.Contains("DisplayPort 2", _bench.Host.Find("source")!.Declared.Options);

        var answer = await _bench.SendAsync("source", "DisplayPort 2");

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        await _bench.Host.WaitForAsync("source", "DisplayPort 2");
        await _bench.Host.WaitForAsync("signal", false);
        Assert.Equal(CommandAnswerStatus.Refused, (await _bench.SendAsync("source", "SCART")).Status);
    }

    [Theory]
    [InlineData("laser-power", 15, 100)]
    [InlineData("brightness", -1, 1)]
    [InlineData("contrast", 0, 2)]
    [InlineData("saturation", 0, 2)]
    [InlineData("gamma", 1, 3)]
    [InlineData("sharpness", -2, 8)]
    public async Task Number_TakesItsRangeAndNoMore(string entity, double min, double max)
    {
        Assert.Equal((min, max), (_bench.Host.Find(entity)!.Declared.Min, _bench.Host.Find(entity)!.Declared.Max));

        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync(entity, min)).Status);
        await _bench.Host.WaitForAsync(entity, min);
        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync(entity, max)).Status);
        await _bench.Host.WaitForAsync(entity, max);
        Assert.Equal(CommandAnswerStatus.Refused, (await _bench.SendAsync(entity, max + 1)).Status);
        Assert.Equal(CommandAnswerStatus.Refused, (await _bench.SendAsync(entity, min - 1)).Status);
        Assert.Equal(CommandAnswerStatus.Refused, (await _bench.SendAsync(entity, "loud")).Status);
    }

    [Theory]
    [InlineData("test-pattern", true)]
    [InlineData("osd", false)]
    [InlineData("blank", true)]
    public async Task Switch_IsSwitchedAndShown(string entity, bool value)
    {
        await _bench.Host.WaitForAsync(entity, !value);

        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync(entity, value)).Status);

        await _bench.Host.WaitForAsync(entity, value);
    }

    [Fact]
    public async Task Shutter_ClosesAndOpens()
    {
        await _bench.Host.WaitForAsync("shutter", 100);

        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync("shutter", "close")).Status);
        await _bench.Host.WaitForAsync("shutter", 0);
        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync("shutter", 100)).Status);
        await _bench.Host.WaitForAsync("shutter", 100);
    }

    [Theory]
    [InlineData("profile", "Gaming", CommandAnswerStatus.Completed)]
    [InlineData("profile", "Nobody's", CommandAnswerStatus.Refused)]
    [InlineData("preset", "5", CommandAnswerStatus.Failed)]
    [InlineData("preset", "30", CommandAnswerStatus.Refused)]
    [InlineData("remote", "RC_MENU", CommandAnswerStatus.Completed)]
    [InlineData("remote", "RC_MENUE", CommandAnswerStatus.Refused)]
    [InlineData("remote", "profile_Gaming", CommandAnswerStatus.Completed)]
    [InlineData("zoom-in", "", CommandAnswerStatus.Completed)]
    [InlineData("turbo", "on", CommandAnswerStatus.NotFound)]
    public async Task Command_HasItsOutcome(string entity, string value, CommandAnswerStatus status) =>
        Assert.Equal(status, (await _bench.SendAsync(entity, value.Length > 0 ? value : EntityValue.Nothing)).Status);

    [Fact]
    public async Task Preset_Assigned_IsActivated()
    {
        using var visitor = await _bench.VisitAsync();
        await visitor.AskAsync("""{"jsonrpc":"2.0","method":"profile.assignpreset","params":{"preset":5,"name":"Gaming"},"id":1}""");

        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync("preset", "5")).Status);
        Assert.Equal(CommandAnswerStatus.Completed, (await _bench.SendAsync("remote", "preset_5")).Status);
    }

    [Fact]
    public async Task Readings_AreShown()
    {
        foreach (var (entity, value) in new (string, EntityValue)[]
        {
            ("inlet-temperature", 22.6), ("outlet-temperature", 28.1), ("mainboard-temperature", 34.5), ("laser-runtime", 1234),
            ("projector-runtime", 5678), ("health", "Normal"), ("problem", false), ("model", "Balder CS"), ("serial", "2590000001"),
            ("firmware", "2.5.2"), ("signal-name", "5120x2160@60 Hz"), ("signal", true), ("output-resolution", "5120 x 2160"),
            ("illumination", true), ("laser", true), ("target-state", "on"),
        })
        {
            await _bench.Host.WaitForAsync(entity, value);
        }
    }
}
