using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Events;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Entities;

/// <summary>Two connections speak of one device: the first serves, the second is to take its place.</summary>
public sealed class EntityBoardHandOverTests
{
    private readonly EventRing _events = new(new FakeTimeProvider());
    private readonly LateWrites _late = new(NullLogger.Instance);
    private readonly EntityBoard _board;
    private int _declared;

    public EntityBoardHandOverTests()
    {
        _board = new EntityBoard("device", new FakeTimeProvider(), _events, _late, () => _declared++);
        _board.DeclarePlan([Entity.Sensor("level"), Entity.Event("bell"), Entity.Sensor("old")], []);
        _board.BeginConnection(1);
        _board.Reach();
        _board.Set(1, "level", 1, isAvailable: true, outlives: false);
        _board.BeginBeside(2, [Entity.Sensor("level"), Entity.Event("bell"), Entity.Sensor("new")], overlaps: true);
    }

    [Fact]
    public void TakeOver_ShowsTheLastValuesAndEntitiesOfTheNextOne()
    {
        _board.Set(2, "level", 2, isAvailable: true, outlives: false);
        _board.Set(2, "new", 3, isAvailable: true, outlives: false);
        _board.Declare(2, [Entity.Sensor("own")]);
        _board.Set(2, "own", 4, isAvailable: true, outlives: false);
        Assert.Equal((EntityValue)1, Value("level"));
        Assert.Null(_board.Find("new"));

        _board.TakeOver(2);

        Assert.Equal([(EntityValue)2, 3, 4], [Value("level"), Value("new"), Value("own")]);
        Assert.Null(_board.Find("old"));
        Assert.Equal(1, _declared);
    }

    [Fact]
    public void TakeOver_WhatTheNextOneDidNotSay_StaysAvailable()
    {
        _board.TakeOver(2);
        _board.EndConnection(1);

        Assert.True(_board.Read().Single(entity => entity.Declared.Id == "level").IsAvailable);
        Assert.Equal((EntityValue)1, Value("level"));
    }

    [Fact]
    public void TakeOver_OldOne_ReportsEventsUntilItsEndButSetsNoValues()
    {
        _board.TakeOver(2);

        _board.Set(1, "level", 9, isAvailable: true, outlives: false);
        _board.Report(1, new DeviceEvent("bell", "1"));
        _board.EndConnection(1);
        _board.Report(1, new DeviceEvent("bell", "2"));

        Assert.Equal((EntityValue)1, Value("level"));
        Assert.Single(_events.Read(null, null, EventType.Event, 10).Entries);
        Assert.Equal(2, _late.Count);
    }

    [Fact]
    public void Next_IsGivenUp_ChangesNothing()
    {
        _board.Set(2, "level", 2, isAvailable: true, outlives: false);
        _board.EndConnection(2);
        _board.TakeOver(2);
        _board.Set(2, "level", 3, isAvailable: true, outlives: false);

        Assert.Equal((EntityValue)1, Value("level"));
        Assert.NotNull(_board.Find("old"));
    }

    [Fact]
    public void Next_SetsWhatItDoesNotDeclare_IsTold() =>
        Assert.Throws<ArgumentException>(() => _board.Set(2, "nowhere", 1, isAvailable: true, outlives: false));

    private EntityValue Value(string id) => _board.Read().Single(entity => entity.Declared.Id == id).Value;
}
