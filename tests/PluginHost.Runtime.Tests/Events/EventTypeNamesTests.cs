using PluginHost.Runtime.Events;

namespace PluginHost.Runtime.Tests.Events;

public sealed class EventTypeNamesTests
{
    [Theory]
    [InlineData(EventType.State, "state")]
    [InlineData(EventType.Device, "device")]
    [InlineData(EventType.Event, "event")]
    [InlineData(EventType.Command, "command")]
    [InlineData(EventType.Plugin, "plugin")]
    [InlineData(EventType.Leak, "leak")]
    public void Name_EachType_GoesBothWays(EventType type, string name)
    {
        Assert.Equal(name, type.ToName());
        Assert.True(EventTypeNames.TryParse(name, out var parsed));
        Assert.Equal(type, parsed);
    }

    [Fact]
    public void All_NamesEveryType() => Assert.Equal(Enum.GetValues<EventType>().Select(type => type.ToName()), EventTypeNames.All);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("State")]
    [InlineData("0")]
    public void TryParse_AnythingElse_IsFalse(string? name) => Assert.False(EventTypeNames.TryParse(name, out _));
}
