using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Memory;

/// <summary>A device that is moved to another address, as its entry in the configuration says.</summary>
public sealed class ChangedAddressTests : IAsyncDisposable
{
    private readonly DeviceBench _bench = new(new FakeTimeProvider());
    private readonly ScriptedDriver _driver = new()
    {
        Opening = (attempt, _) =>
        {
            attempt.Entities.Declare([Entity.Sensor("lens")]);
            attempt.Entities.Set("level", 5);
            attempt.Memory["mac"] ??= "00:11:22:33:44:55";
            return Task.CompletedTask;
        },
    };

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Replace_AnotherAddress_StartsWithoutWhatTheOldOneTaught()
    {
        var device = _bench.Add("lamp", _driver);
        await _bench.WaitAsync("lamp", DeviceStatus.Online);
        var old = _driver.Last!;
        var mac = "not asked";
        var level = EntityValue.Nothing;
        _driver.Opening = (attempt, _) =>
        {
            // The connection that has just ended still holds what it was lent.
            old.Memory["mac"] = "of the old one";
            old.Entities.Set("level", 6);
            (mac, level) = (attempt.Memory["mac"], device.Read().Entities.Single(entity => entity.Declared.Id == "level").Value);
            return Task.CompletedTask;
        };

        _ = device.ReplaceAsync(DeviceBench.ModelOf("lamp", _driver, address: "10.0.0.2:80"), "Its settings changed.");
        await _bench.UntilAsync(() => mac != "not asked", () => "it is not opened again");
        var moved = await _bench.WaitAsync("lamp", DeviceStatus.Online);

        Assert.Null(mac);
        Assert.Equal(EntityValue.Nothing, level);
        Assert.DoesNotContain(moved.Entities, entity => entity.Declared.Id == "lens");
        Assert.Single(_bench.Logs.Entries, entry => entry.Message.StartsWith("What was remembered of lamp is dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replace_SameAddress_KeepsIt()
    {
        var device = _bench.Add("lamp", _driver);
        await _bench.WaitAsync("lamp", DeviceStatus.Online);
        var mac = "not asked";
        _driver.Opening = (attempt, _) =>
        {
            mac = attempt.Memory["mac"];
            return Task.CompletedTask;
        };

        _ = device.ReplaceAsync(DeviceBench.ModelOf("lamp", _driver), "Its settings changed.");
        await _bench.UntilAsync(() => mac != "not asked", () => "it is not opened again");

        Assert.Equal("00:11:22:33:44:55", mac);
    }
}
