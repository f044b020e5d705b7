using System.Xml.Linq;
using PluginHost.Incident.Drawing;
using PluginHost.Incident.Experiment;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Incident.Tests.Experiment;

/// <summary>The quick form of the experiment shows what the long one shows. Nothing is timed: a busy machine only adds to the trouble.</summary>
public sealed class SideBySideTests
{
    private const int MostAtOnce = 6;

    [Fact]
    public async Task FourHundredPolls_OldClientRises_AndWhatTheHostLendsStaysFlat()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, "Needs /proc of Linux");

        var result = await SideBySide.RunAsync(ExperimentOptions.Quick);

        // Some faults may fall together; most leave something behind each.
        Assert.InRange(result.Old.Left, 3, 100);
        Assert.True(result.Samples[0].Old < result.Samples[^1].Old);
        Assert.True(result.Old.Succeeded > 0 && result.Driver.Succeeded > 0 && result.Lent.Succeeded > 0, Summary.Write(ExperimentOptions.Quick, result));

        // One, and those whose closing a busy machine delays.
        Assert.InRange(result.Driver.MostDescriptors, 0, MostAtOnce);
        Assert.InRange(result.Lent.MostDescriptors, 0, MostAtOnce);
        Assert.Equal((0, 0), (result.Driver.Left, result.Lent.Left));

        var lent = result.LentDevice.Connections;
        Assert.True(lent.Leaked > 0, "it left nothing behind");
        Assert.Equal((0, lent.Opened), (lent.Open, lent.Closed));

        Assert.Contains("round the host", result.Named, StringComparison.Ordinal);
        Assert.Equal((DeviceStatus.Failed, true, true), (result.OwnDevice.Status, result.OwnDevice.IsQuarantined, result.OwnDevice.Connections.Leaked > 0));
    }

    [Fact]
    public void FaultPlan_SameSeed_IsTheSamePlan() => Assert.Equal(Faults(7), Faults(7));

    [Fact]
    public void FaultPlan_FourHours_FollowsTheArithmetic()
    {
        var faults = Faults(1);

        Assert.Equal(
            [("busy-reads", 1), ("late-reply", 72), ("refuse-pin", 24), ("trickle", 1), ("truncate", 8)],
            faults.GroupBy(fault => fault.Name).Select(same => (same.Key, same.Count())).Order());
    }

    [Fact]
    public void Chart_IsWellFormedAndSaysWhatItShows()
    {
        var chart = XDocument.Parse(DescriptorChart.Draw([new(TimeSpan.Zero, 1, 1, 1), new(TimeSpan.FromHours(4), 128, 1, 1)]));

        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal("Open sockets over 4 hours: the old client's rise to 128, the driver's stay at 1 at most", chart.Root!.Element(svg + "title")!.Value);
        Assert.Equal(3, chart.Descendants(svg + "polyline").Count());
        Assert.Equal(["title", "what"], chart.Root.Attribute("aria-labelledby")!.Value.Split(' '));
        Assert.Contains(chart.Descendants(svg + "text"), text => text.Value == "hours");
        Assert.Contains(chart.Descendants(svg + "text"), text => text.Value == "descriptors");
    }

    [Fact]
    public void Csv_HasOneLineForEachSample() => Assert.Equal(
        "minute,old client,driver,old client on lent transports\n0.5,2,1,1\n",
        DescriptorCsv.Write([new(TimeSpan.FromSeconds(30), 2, 1, 1)]));

    [Theory]
    [InlineData("--polls")]
    [InlineData("--speed", "fast")]
    [InlineData("--seeds", "1")]
    public void Options_ThatAreWrong_AreRefused(params string[] arguments) => Assert.Throws<FormatException>(() => ExperimentOptions.Parse(arguments));

    [Fact]
    public void Options_AfterQuick_ChangeIt() =>
        Assert.Equal(ExperimentOptions.Quick with { Seed = 3, Folder = "x" }, ExperimentOptions.Parse(["--seed", "3", "--quick", "--out", "x"]));

    private static IReadOnlyList<(int Poll, string Name)> Faults(int seed)
    {
        var plan = new FaultPlan(7_200, seed, new HurriedTime(300));
        return [.. Enumerable.Range(0, 7_200).SelectMany(poll => plan.At(poll).Select(fault => (poll, fault.Name)))];
    }
}
