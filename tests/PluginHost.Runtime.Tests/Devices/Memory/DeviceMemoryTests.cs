using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Memory;

public sealed class DeviceMemoryTests : IAsyncDisposable
{
    private static readonly MemoryOrigin Here = new("meter", "10.0.0.1:80");
    private static readonly MemoryOrigin There = Here with { Address = "10.0.0.2:80" };

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
        memory.Loan["mac"] = "00:11:22:33:44:55";
        memory.Loan["gone"] = "x";
        memory.Loan["gone"] = null;
        memory.Remember(entities);
        await memory.SaveAsync();

        var again = Open();

        Assert.Equal("00:11:22:33:44:55", again.Loan["mac"]);
        Assert.Null(again.Loan["gone"]);
        Assert.Equal(entities.Select(Describe), again.Entities.Select(Describe));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
        Assert.Empty(_logs.Entries);
    }

    [Fact]
    public async Task Set_IsSavedByItself()
    {
        Open().Loan["mac"] = "00:11:22:33:44:55";

        await Eventually.TrueAsync(() => Open().Loan["mac"] is not null, "the file holds it");
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
        memory.Loan["mac"] = "new";
        await memory.SaveAsync();

        Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains(File, StringComparison.Ordinal));
        Assert.Equal("new", Open().Loan["mac"]);
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
            memory.Loan[$"key-{i}"] = new string('x', DeviceMemory.LongestText);
        }

        Assert.Throws<ArgumentException>(() => memory.Loan["one more"] = "x");
        Assert.Throws<ArgumentException>(() => memory.Loan["key-0"] = new string('x', DeviceMemory.LongestText + 1));
        Assert.Throws<ArgumentException>(() => memory.Loan[new string('k', DeviceMemory.LongestKey + 1)] = "x");
        Assert.Throws<ArgumentException>(() => memory.Loan[""] = "x");
        memory.Loan["key-0"] = null;
        memory.Loan["one more"] = "x";
    }

    [Fact]
    public async Task WhatJsonCannotHold_IsReportedNotThrown()
    {
        var memory = Open();
        memory.Remember([Entity.Number("level", double.NaN, 1)]);
        await memory.SaveAsync();

        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Warning);
    }

    [Theory]
    [InlineData("meter", "10.0.0.2:80")]
    [InlineData("other", "10.0.0.1:80")]
    public async Task Open_ForAnotherDriverOrAddress_DropsWhatWasLearnedWithOneLine(string driver, string address)
    {
        var memory = Open();
        memory.Loan["mac"] = "x";
        memory.Remember([Entity.Sensor("level")]);
        await memory.SaveAsync();

        var other = Open(new MemoryOrigin(driver, address));

        Assert.Null(other.Loan["mac"]);
        Assert.Empty(other.Entities);
        var line = Assert.Single(_logs.Entries);
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Equal($"What was remembered of lamp is dropped: it was learned by meter at 10.0.0.1:80, and the device is now {driver} at {address}", line.Message);
    }

    [Fact]
    public async Task Open_FileThatNamesNoDriver_IsDropped()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"texts":{"mac":"x"},"entities":[]}""");

        Assert.Null(Open().Loan["mac"]);
        Assert.Contains("a driver it does not name", Assert.Single(_logs.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BelongTo_Another_EmptiesTheFileAndEndsTheLoan()
    {
        var memory = Open();
        var old = memory.Loan;
        old["mac"] = "x";

        Assert.False(memory.BelongTo(Here));
        Assert.Equal("x", old["mac"]);
        Assert.True(memory.BelongTo(There));
        old["mac"] = "of the old one";
        await memory.SaveAsync();

        Assert.Null(old["mac"]);
        Assert.Null(memory.Loan["mac"]);
        Assert.Null(Open(There).Loan["mac"]);
        Assert.Single(_logs.Entries);
    }

    private static string Describe(Entity entity) => string.Join(
        ";",
        entity.Id, entity.Kind, entity.Name, entity.Unit, entity.DeviceClass, string.Join(",", entity.Options), entity.Min, entity.Max,
        entity.Step, entity.IsWritable, entity.Continuous, entity.BatchKey, entity.OperableOffline);

    private DeviceMemory Open(MemoryOrigin? origin = null) => new DeviceMemoryStore(_folder.Path, _logs).Open("lamp", origin ?? Here);
}
