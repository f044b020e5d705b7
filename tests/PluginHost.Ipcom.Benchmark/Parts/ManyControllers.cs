using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;
using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>Many controllers in one process.</summary>
internal static class ManyControllers
{
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(int count, TimeSpan warming, TimeSpan time)
    {
        await using var controllers = Worker.Start("controllers", $"{count}");
        var addresses = await controllers.ReadAsync<List<ControllerAddress>>();
        await using var driver = Worker.Start(["driver", "quiet", .. addresses.Select(address => $"{address}")]);
        await driver.ReadAsync<string>();
        await Task.Delay(warming);
        await Task.WhenAll(driver.AskAsync<string>(Orders.Begin), controllers.AskAsync<string>(Orders.Begin));
        await Task.Delay(time);
        var asked = controllers.AskAsync<List<ControllerReport>>(Orders.End);
        var took = await driver.AskAsync<DriverReport>(Orders.End);
        Show(took, await asked);
    }

    private static void Show(DriverReport took, List<ControllerReport> seen)
    {
        var updates = new Distribution(seen.Select(controller => controller.UpdatesPerSecond));
        var intervals = new Distribution(seen.SelectMany(controller => controller.Intervals));
        var all = seen.Sum(controller => controller.UpdatesPerSecond) * took.Use.Seconds;
        Console.WriteLine(FormattableString.Invariant($"## {seen.Count} controllers in one process\n"));
        Console.WriteLine("| | |\n| --- | ---: |");
        Console.WriteLine(FormattableString.Invariant($"| updates per second and controller, least / median | {updates.Smallest:0.00} / {updates.Median:0.00} |"));
        Console.WriteLine($"| poll interval at the device ms, p50 / p99 / max | {intervals} |");
        Console.WriteLine(FormattableString.Invariant($"| processor time, of one core | {took.Use.ProcessorSeconds / took.Use.Seconds:0.0 %} |"));
        Console.WriteLine(FormattableString.Invariant($"| processor ms per update | {1000 * took.Use.ProcessorSeconds / all:0.000} |"));
        Console.WriteLine(FormattableString.Invariant($"| allocated bytes per update | {took.Use.Allocated / all:0} |"));
        Console.WriteLine(FormattableString.Invariant($"| working set, MB | {took.Use.WorkingSet / Megabyte:0} |"));
        Console.WriteLine(FormattableString.Invariant($"| managed heap per controller, KB | {took.DevicesHeap / seen.Count / 1024.0:0} |"));
        Console.WriteLine(FormattableString.Invariant(
            $"| bytes per second, up / down | {seen.Sum(controller => controller.Received / controller.Seconds):0} / {seen.Sum(controller => controller.Sent / controller.Seconds):0} |"));
        Console.WriteLine(FormattableString.Invariant($"| threads | {took.Use.Threads} |"));
        Console.WriteLine("\n| wanted | measured |\n| --- | --- |");
        Target.AtLeast("updates per second of the slowest controller", 2.7, updates.Smallest);
        Target.AtMost("poll interval at the device over all, p99, ms", 400, intervals.Most);
        Target.AtMost("connections opened", seen.Count, seen.Sum(controller => controller.OpenedEver));
        Console.WriteLine();
    }
}
