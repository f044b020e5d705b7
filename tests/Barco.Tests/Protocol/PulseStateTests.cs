using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseStateTests
{
    [Theory]
    [InlineData("boot", false, true, "None", "System, Statistics", 5)]
    [InlineData("eco", false, false, "None", "System", 30)]
    [InlineData("standby", false, false, "System, Statistics", "None", 30)]
    [InlineData("ready", false, false, "All", "None", 2)]
    [InlineData("conditioning", true, true, "System, Statistics", "Image", 5)]
    [InlineData("on", true, false, "All", "None", 2)]
    [InlineData("service", false, false, "System", "None", 10)]
    [InlineData("deconditioning", false, true, "System, Statistics", "Image", 5)]
    [InlineData("error", false, false, "System", "None", 10)]
    public void Parse_KnownState_KnowsWhatFollows(
        string name, bool isPowerOn, bool isTransition, string readable, string uncertain, int pollSeconds)
    {
        var state = PulseState.Parse(name);

        Assert.True(state.IsKnown);
        Assert.Equal(name, state.Name);
        Assert.Equal(isPowerOn, state.IsPowerOn);
        Assert.Equal(isTransition, state.IsTransition);
        Assert.Equal(readable, state.Readable.ToString());
        Assert.Equal(uncertain, state.Uncertain.ToString());
        Assert.Equal(TimeSpan.FromSeconds(pollSeconds), state.PollInterval);
    }

    [Theory]
    [InlineData("hibernating")]
    [InlineData("ON")]
    [InlineData("")]
    public void Parse_UnknownState_KeepsItsText(string name)
    {
        var state = PulseState.Parse(name);

        Assert.False(state.IsKnown);
        Assert.Equal(name, state.Name);
        Assert.Equal(PulsePropertyGroups.System, state.Readable);
        Assert.Equal(TimeSpan.FromSeconds(10), state.PollInterval);
        Assert.Equal(state, PulseState.Parse(name));
    }

    [Theory]
    [InlineData("on", null, true)]
    [InlineData("standby", null, false)]
    [InlineData("ready", "ready", false)]
    [InlineData("ready", "on", true)]
    [InlineData("standby", "on", true)]
    [InlineData("deconditioning", "ready", false)]
    [InlineData("on", "ready", true)]
    public void IsPoweredOn_StateOrTarget_Decides(string state, string? target, bool expected) =>
        Assert.Equal(expected, PulseState.IsPoweredOn(PulseState.Parse(state), target is null ? null : PulseState.Parse(target)));
}
