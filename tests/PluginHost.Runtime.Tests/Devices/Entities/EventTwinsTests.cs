using PluginHost.Runtime.Devices.Entities;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Entities;

public sealed class EventTwinsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly EventTwins _twins;

    public EventTwinsTests() => _twins = new EventTwins(_time);

    [Fact]
    public void IsSecond_SameEventFromTheOtherConnection_OnceForEachReport()
    {
        Assert.False(IsSecond(1, "1"));
        Assert.False(IsSecond(1, "1"));
        Assert.True(IsSecond(2, "1"));
        Assert.True(IsSecond(2, "1"));
        Assert.False(IsSecond(2, "1"));
        Assert.True(IsSecond(1, "1"));
    }

    [Fact]
    public void IsSecond_AfterTwoSeconds_IsAnotherOccurrence()
    {
        Assert.False(IsSecond(1, "1"));
        _time.Advance(EventTwins.Window);
        Assert.True(IsSecond(2, "1"));

        Assert.False(IsSecond(1, "2"));
        _time.Advance(EventTwins.Window + TimeSpan.FromMilliseconds(1));
        Assert.False(IsSecond(2, "2"));
    }

    [Fact]
    public void IsSecond_ByFingerprint_WhateverTheJson()
    {
        Assert.False(_twins.IsSecond(1, new DeviceEvent("bell", "1") { Fingerprint = "a" }, overlaps: true));
        Assert.False(_twins.IsSecond(2, new DeviceEvent("bell", "1"), overlaps: true));
        Assert.True(_twins.IsSecond(2, new DeviceEvent("bell", "2") { Fingerprint = "a" }, overlaps: true));
    }

    [Fact]
    public void IsSecond_WithoutAnOverlap_ComparesOnlyWithWhatWasReportedDuringOne()
    {
        Assert.False(_twins.IsSecond(1, new DeviceEvent("bell", "1"), overlaps: false));
        Assert.False(IsSecond(2, "1"));
        Assert.True(_twins.IsSecond(3, new DeviceEvent("bell", "1"), overlaps: false));
    }

    private bool IsSecond(long connection, string json) => _twins.IsSecond(connection, new DeviceEvent("bell", json), overlaps: true);
}
