namespace PluginHost.Abstractions.Tests.Entities;

public sealed class EntityTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Power")]
    [InlineData("laser_power")]
    [InlineData("größe")]
    public void New_IdOfOtherLetters_Throws(string id) => Assert.Throws<ArgumentException>(() => Entity.Switch(id));

    [Fact]
    public void New_LongestId_IsTaken()
    {
        Assert.Equal(64, Entity.Switch(new string('a', 64)).Id.Length);
        Assert.Throws<ArgumentException>(() => Entity.Switch(new string('a', 65)));
    }

    [Theory]
    [InlineData("laser-power", "Laser power")]
    [InlineData("4", "4")]
    [InlineData("-", "-")]
    public void Name_NotGiven_IsMadeFromTheId(string id, string name) => Assert.Equal(name, Entity.Sensor(id).Name);

    [Fact]
    public void Equality_SameOptionsInAnotherList_IsEqual()
    {
        var one = Entity.Select("source", "HDMI", "DVI");
        var same = Entity.Select("source", new List<string> { "HDMI", "DVI" });

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Entity.Select("source", "DVI", "HDMI"));
    }

    public static TheoryData<Entity> Changed => new(
        Power with { Name = "x" },
        Power with { Unit = "x" },
        Power with { DeviceClass = "x" },
        Power with { Options = ["x"] },
        Power with { Min = 1 },
        Power with { Max = 1 },
        Power with { Step = 1 },
        Power with { IsWritable = false },
        Power with { Continuous = true },
        Power with { BatchKey = "x" },
        Power with { OperableOffline = true });

    private static Entity Power => Entity.Switch("power");

    [Theory]
    [MemberData(nameof(Changed), DisableDiscoveryEnumeration = true)]
    public void Equality_AnyMemberDiffers_IsDifferent(Entity changed) => Assert.NotEqual(Power, changed);

    [Fact]
    public void Changed_CoversEveryMember() =>
        Assert.Equal(typeof(Entity).GetProperties().Count(p => p.SetMethod is { IsPublic: true }), Changed.Count);
}
