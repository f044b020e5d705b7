using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Memory;

public sealed class DeviceMemoryTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingLoggerFactory _logs = new();

    private string File => Path.Combine(_folder.Path, "lamp.json");

    /// <summary>A save that was begun by itself may still be writing.</summary>
    public async ValueTask DisposeAsync() => await Eventually.TrueAsync(
        () =>
        {
            try
            {
                _folder.Dispose();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        },
        "the folder can be deleted");

    [Fact]
    public async Task Texts_AndEntities_SurviveARestart()
    {
        var memory = Open();
        Entity[] entities =
        [
            Entity.Select("source", "HDMI", "DP") with { Name = "Source \"é\"", BatchKey = "m" },
            Entity.Number("laser", 15, 100, 0.5) with { Unit = "%", Continuous = true },
            Entity.Switch("power") with { OperableOffline = true, DeviceClass = "outlet" },
        ];
        memory["mac"] = "00:11:22:33:44:55";
        memory["gone"] = "x";
        memory["gone"] = null;
        memory.Remember(entities);
        await memory.SaveAsync();

        var again = Open();

        Assert.Equal("00:11:22:33:44:55", again["mac"]);
        Assert.Null(again["gone"]);
        Assert.Equal(entities.Select(Describe), again.Entities.Select(Describe));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
        Assert.Empty(_logs.Entries);
    }

    [Fact]
    public async Task Set_IsSavedByItself()
    {
        Open()["mac"] = "00:11:22:33:44:55";

        await Eventually.TrueAsync(() => Open()["mac"] is not null, "the file holds it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"texts":{},"entities":[{"id":"UPPER","kind":"Sensor"}]}""")]
    [InlineData("""{"texts":{"mac":5},"entities":[]}""")]
    public async Task DamagedFile_IsReportedAndStartedOver(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        var memory = Open();
        memory["mac"] = "new";
        await memory.SaveAsync();

        Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains(File, StringComparison.Ordinal));
        Assert.Equal("new", Open()["mac"]);
    }

    [Fact]
    public async Task HugeFile_IsNotRead()
    {
        await System.IO.File.WriteAllTextAsync(File, new string(' ', 1_100_000));

        Assert.Empty(Open().Entities);
        Assert.Single(_logs.Entries);
    }

    [Fact]
    public void Bounds_AreKept()
    {
        var memory = Open();
        for (var i = 0; i < DeviceMemory.MostKeys; i++)
        {
            memory[$"key-{i}"] = new string('x', DeviceMemory.LongestText);
        }

        Assert.Throws<ArgumentException>(() => memory["one more"] = "x");
        Assert.Throws<ArgumentException>(() => memory["key-0"] = new string('x', DeviceMemory.LongestText + 1));
        Assert.Throws<ArgumentException>(() => memory[new string('k', DeviceMemory.LongestKey + 1)] = "x");
        Assert.Throws<ArgumentException>(() => memory[""] = "x");
        memory["key-0"] = null;
        memory["one more"] = "x";
    }

    [Fact]
    public async Task WhatJsonCannotHold_IsReportedNotThrown()
    {
        var memory = Open();
        memory.Remember([Entity.Number("level", double.NaN, 1)]);
        await memory.SaveAsync();

        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Forget_EmptiesTheFile()
    {
        var memory = Open();
        memory["mac"] = "x";
        memory.Forget();
        await memory.SaveAsync();

        Assert.Null(Open()["mac"]);
    }

    private static string Describe(Entity entity) => string.Join(
        ";",
        entity.Id, entity.Kind, entity.Name, entity.Unit, entity.DeviceClass, string.Join(",", entity.Options), entity.Min, entity.Max,
        entity.Step, entity.IsWritable, entity.Continuous, entity.BatchKey, entity.OperableOffline);

    private DeviceMemory Open() => new DeviceMemoryStore(_folder.Path, _logs).Open("lamp");
}
