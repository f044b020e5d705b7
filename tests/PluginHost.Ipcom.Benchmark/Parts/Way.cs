using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;

namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>One way of following a controller: what its process took, and what the controller saw.</summary>
internal sealed record Way(string Name, DriverReport Driver, ControllerReport Controller)
{
    private const double Megabyte = 1024 * 1024;

    public static string Header =>
        "| way | updates/s | poll interval ms, p50 / p99 / max | processor ms/s | processor ms/update | bytes/s up | bytes/s down | connections opened | allocated bytes/update | working set MB |\n"
        + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

    public double ProcessorShare => Driver.Use.ProcessorSeconds / Driver.Use.Seconds;

    private double Updates => Controller.UpdatesPerSecond * Driver.Use.Seconds;

    public override string ToString() => FormattableString.Invariant(
        $"| {Name} | {Controller.UpdatesPerSecond:0.00} | {new Distribution(Controller.Intervals)} | {1000 * ProcessorShare:0.00} | {1000 * Driver.Use.ProcessorSeconds / Updates:0.00} | {Controller.Received / Controller.Seconds:0.0} | {Controller.Sent / Controller.Seconds:0.0} | {Controller.Opened} | {Driver.Use.Allocated / Updates:0} | {Driver.Use.WorkingSet / Megabyte:0} |");

    /// <summary>How much less, or more, it takes than another.</summary>
    public string Beside(Way other) => FormattableString.Invariant(
        $"| {Name}, beside {other.Name} | {ProcessorShare / other.ProcessorShare - 1:+0 %;−0 %} | {Controller.BytesPerSecond / other.Controller.BytesPerSecond - 1:+0 %;−0 %} | {(double)Controller.Opened} to {other.Controller.Opened} |");
}
