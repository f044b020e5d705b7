using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Tests.Virtual;

public sealed class PowerMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void PowerOn_FromStandby_PassesReadyAndConditioningInTheirTimes()
    {
        var power = Machine("state=standby scale=1");
        power.PowerOn(Start);

        Assert.Equal("standby 0, ready 20, conditioning 20, on 65", Course(power));
        Assert.Equal("on", power.Target.Name);
    }

    [Fact]
    public void PowerOff_FromOn_CoolsDownToReady()
    {
        var power = Machine("state=on scale=1");
        power.PowerOff(Start);

        Assert.Equal("on 0, deconditioning 0, ready 90", Course(power));
    }

    [Theory]
    [InlineData("state=ready", "standby")]
    [InlineData("state=standby", "eco")]
    [InlineData("state=ready power-off-in-ready=ignore", "ready")]
    [InlineData("state=eco", "eco")]
    public void PowerOff_WithTheLightOff_StepsDownAsSet(string knobs, string end)
    {
        var power = Machine(knobs);
        power.PowerOff(Start);
        Course(power);

        Assert.Equal(end, power.State.Name);
    }

    [Fact]
    public void Wake_InEco_BootsToStandby()
    {
        var power = Machine("state=eco scale=0.5");
        power.Wake(Start);

        Assert.Equal("eco 0, boot 0, standby 60", Course(power));
    }

    [Fact]
    public void Wake_WhenAwake_DoesNothing()
    {
        var power = Machine("state=ready");
        power.Wake(Start);

        Assert.False(power.IsChanging);
    }

    [Theory]
    [InlineData("state=standby", true, "ready")]
    [InlineData("state=ready", true, "conditioning")]
    [InlineData("state=on", false, "off")]
    public void BusyName_InTransition_NamesItAsAProjectorDoes(string knobs, bool on, string name)
    {
        var power = Machine(knobs + " scale=1");
        if (on)
        {
            power.PowerOn(Start);
        }
        else
        {
            power.PowerOff(Start);
        }

        while (power.Step(Start))
        {
        }

        Assert.True(power.IsChanging);
        Assert.Equal(name, power.BusyName);
    }

    /// <summary>The states it passes and the seconds at which it takes them.</summary>
    private static string Course(PowerMachine power)
    {
        var course = new List<string> { $"{power.State.Name} 0" };
        while (power.Due is { } due)
        {
            Assert.True(power.Step(due));
            course.Add($"{power.State.Name} {(due - Start).TotalSeconds}");
        }

        return string.Join(", ", course);
    }

    private static PowerMachine Machine(string knobs) =>
        new(VirtualOptions.Read(SettingValues.From(VirtualOptions.Settings, VirtualProjectorTests.Knobs(knobs))));
}
