using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Events;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Entities;

public sealed class EntityBoardTests
{
    private readonly EventRing _events = new(new FakeTimeProvider());
    private readonly EntityBoard _board;
    private int _declared;

    public EntityBoardTests()
    {
        _board = new EntityBoard("device", new FakeTimeProvider(), _events, new LateWrites(NullLogger.Instance), () => _declared++);
        _board.DeclarePlan([Entity.Sensor("level"), Entity.Button("press"), Entity.Event("bell"), Entity.Switch("power") with { OperableOffline = true }], []);
        _board.BeginConnection(1);
    }

    [Fact]
    public void Set_PublishesChangesOnly()
    {
        Set(1, "level", 5);
        Set(1, "level", 5);
        Set(1, "level", 6);

        Assert.Equal(
            ["""{"value":5,"available":true}""", """{"value":6,"available":true}"""],
            _events.Read(null, null, EventType.State, 10).Entries.Select(entry => Encoding.UTF8.GetString(entry.Data.Span)));
    }

    [Fact]
    public void Set_ToWhatItIs_AllocatesNothing()
    {
        Set(1, "level", 5);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Set(1, "level", 5);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Set_FromAnEndedConnection_IsIgnored()
    {
        Set(1, "level", 5);
        _board.EndConnection(1);
        Set(1, "level", 6);
        _board.BeginConnection(2);
        Set(1, "level", 7);
        _board.Report(1, new DeviceEvent("bell", "true"));
        _board.Declare(1, [Entity.Sensor("new")]);

        Assert.Equal(5, Find("level").Value);
        Assert.Equal((1, 0), (_events.Read(null, null, null, 10).Entries.Count, _declared));
    }

    [Fact]
    public void EndConnection_KeepsValuesAndAvailability()
    {
        Set(1, "level", 5);
        _board.Reach();
        _board.EndConnection(1);

        Assert.True(Find("level").IsAvailable);
        Assert.True(Find("press").IsAvailable);
    }

    [Fact]
    public void LoseConnection_KeepsWhatOutlivesIt()
    {
        _board.Declare(1, [Entity.Sensor("serial")]);
        _board.Set(1, "serial", "2590", isAvailable: true, outlives: true);
        Set(1, "level", 5);
        _board.LoseConnection();

        Assert.Equal(("2590", true), (Find("serial").Value.Text, Find("serial").IsAvailable));
        Assert.Equal((EntityValue.Nothing, false), (Find("level").Value, Find("level").IsAvailable));
        Assert.True(Find("power").IsAvailable);
    }

    [Fact]
    public void Buttons_AreAvailableOnlyOnceConnected()
    {
        Assert.False(Find("press").IsAvailable);
        _board.Reach();
        Assert.True(Find("press").IsAvailable);
        _board.LoseConnection();
        Assert.False(Find("press").IsAvailable);
    }

    [Fact]
    public void Declare_ReplacesThePlansAndWhatWasDeclaredBefore()
    {
        _board.Declare(1, [Entity.Sensor("a"), Entity.Sensor("level") with { Unit = "%" }]);
        _board.Declare(1, [Entity.Sensor("b")]);

        Assert.Equal(["level", "press", "bell", "power", "b"], _board.Read().Select(state => state.Declared.Id));
        Assert.Null(Find("level").Declared.Unit);
        Assert.Equal(2, _declared);
    }

    [Fact]
    public void Declare_TheSameAgain_IsNoChange()
    {
        _board.Declare(1, [Entity.Select("source", "HDMI", "DP")]);
        _board.Declare(1, [Entity.Select("source", "HDMI", "DP")]);

        Assert.Equal(1, _declared);
    }

    [Fact]
    public void Declare_TwoOfOneId_Throws() =>
        Assert.Throws<ArgumentException>(() => _board.Declare(1, [Entity.Sensor("a"), Entity.Switch("a")]));

    [Fact]
    public void Declare_KeepsNoListOfThePlugins()
    {
        _board.Declare(1, new OwnList<Entity>([Entity.Select("source") with { Options = new OwnList<string>(["HDMI"]) }]));
        _board.DeclarePlan(new OwnList<Entity>([Entity.Select("mode") with { Options = new OwnList<string>(["eco"]) }]), []);

        Assert.All(_board.Read(), state => Assert.NotEqual(typeof(OwnList<string>).Assembly, state.Declared.Options.GetType().Assembly));
        Assert.NotEqual(typeof(OwnList<string>).Assembly, _board.ConnectionsOwn.GetType().Assembly);
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("press", 1)]
    public void Set_WhatCannotBe_Throws(string id, double value) =>
        Assert.Throws<ArgumentException>(() => Set(1, id, value));

    [Fact]
    public void Forget_LeavesThePlanAlone()
    {
        _board.Declare(1, [Entity.Sensor("own")]);
        _board.Forget();
        _board.DeclarePlan([Entity.Sensor("other")], []);

        Assert.Equal(["other"], _board.Read().Select(state => state.Declared.Id));
    }

    private void Set(long connection, string id, EntityValue value) =>
        _board.Set(connection, id, value, isAvailable: true, outlives: false);

    private EntityState Find(string id) => _board.Read().Single(state => state.Declared.Id == id);

    private sealed class OwnList<T>(List<T> items) : IReadOnlyList<T>
    {
        public int Count => items.Count;

        public T this[int index] => items[index];

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
