using System.Globalization;
using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;
using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>One controller, followed in several ways at the same time, each in a process of its own; then many commands at once.</summary>
internal static class OneController
{
    private static readonly TimeSpan Cadence = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan OldInterval = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(TimeSpan warming, TimeSpan time)
    {
        await using var controllers = Worker.Start("controllers", "5");
        var addresses = await controllers.ReadAsync<List<ControllerAddress>>();
        await using var driver = Worker.Start("driver", "quiet", $"{addresses[0]}");
        await using var commanded = Worker.Start("driver", "commands", $"{addresses[1]}");
        await using var kept = Plain(Cadence, "kept", addresses[2]);
        await using var often = Plain(Cadence, "each", addresses[3]);
        await using var seldom = Plain(OldInterval, "each", addresses[4]);
        Worker[] workers = [driver, commanded, kept, often, seldom];
        foreach (var worker in workers)
        {
            await worker.ReadAsync<string>();
        }

        await Task.Delay(warming);
        await Task.WhenAll(workers.Append(controllers).Select(worker => worker.AskAsync<string>(Orders.Begin)));
        await Task.Delay(time);
        var seen = controllers.AskAsync<List<ControllerReport>>(Orders.End);
        var took = await Task.WhenAll(workers.Select(worker => worker.AskAsync<DriverReport>(Orders.End)));
        string[] names =
        [
            "the driver", "the driver, a command a second", "plain client, one connection",
            "plain client, a connection per poll", "the same every 10 s",
        ];
        Way[] ways = [.. names.Zip(took, await seen).Select(way => new Way(way.First, way.Second, way.Third))];
        Show(ways);

        await controllers.AskAsync<string>(Orders.Begin);
        var commands = await commanded.AskAsync<List<CommandTimes>>(Orders.Burst);
        CommandFigures.ShowBurst(commands, (await controllers.AskAsync<List<ControllerReport>>(Orders.End))[1]);
    }

    private static Worker Plain(TimeSpan interval, string connection, ControllerAddress controller) =>
        Worker.Start("plain", interval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), connection, $"{controller}");

    private static void Show(Way[] ways)
    {
        Console.WriteLine($"## One controller\n\n{Way.Header}");
        foreach (var way in ways)
        {
            Console.WriteLine(way);
        }

        Console.WriteLine("\n| what persistence saves | processor time (claimed −70 %) | bytes (claimed −50 %) | connections |\n| --- | ---: | ---: | ---: |");
        Console.WriteLine(ways[2].Beside(ways[3]));
        Console.WriteLine(ways[0].Beside(ways[3]));
        Console.WriteLine(ways[0].Beside(ways[4]));
        Console.WriteLine(FormattableString.Invariant($"\nThe driver's device took {ways[0].Driver.DevicesHeap / 1024} KB of the managed heap.\n"));
        var intervals = new Distribution(ways[0].Controller.Intervals);
        Console.WriteLine("| wanted | measured |\n| --- | --- |");
        Target.AtLeast("updates per second", 2.7, ways[0].Controller.UpdatesPerSecond);
        Target.AtMost("poll interval at the device, p99, ms", 400, intervals.Most);
        CommandFigures.ShowSingle(ways[1].Driver.Commands, ways[1].Controller);
    }
}
