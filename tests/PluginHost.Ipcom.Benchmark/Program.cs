using System.Globalization;
using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;
using PluginHost.Ipcom.Benchmark.Parts;
using PluginHost.Ipcom.Benchmark.PlainClient;

// What it costs to follow IPCom controllers with the driver, and by a connection per poll; how fast commands are.
// Usage: dotnet run -c Release --project tests/PluginHost.Ipcom.Benchmark [-- --seconds 60 --warming 15 --controllers 200]
switch (args)
{
    // The following are started by the program itself.
    case ["controllers", var count]:
        await ControllersProcess.RunAsync(int.Parse(count, CultureInfo.InvariantCulture));
        return;
    case ["driver", var commands, .. var controllers]:
        await DriverProcess.RunAsync([.. controllers.Select(ControllerAddress.Parse)], commands == "commands");
        return;
    case ["plain", var milliseconds, var connection, var controller]:
        var interval = TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture));
        using (var client = new PlainClientProcess(ControllerAddress.Parse(controller), interval, connection == "kept"))
        {
            await client.RunAsync();
        }

        return;
}

// Until everything that is measured has run once, and so is compiled.
var warming = TimeSpan.FromSeconds(Number("--warming", 15));
var time = TimeSpan.FromSeconds(Number("--seconds", 60));
Console.WriteLine($"{time.TotalSeconds} s each, {Environment.ProcessorCount} cores; load before: {Load()}\n");
await OneController.RunAsync(warming, time);
await ManyControllers.RunAsync(Number("--controllers", 200), warming, time);
Console.WriteLine($"load after: {Load()}");

static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not told";

int Number(string option, int otherwise) =>
    Array.IndexOf(args, option) is >= 0 and var place && place + 1 < args.Length
        ? int.Parse(args[place + 1], CultureInfo.InvariantCulture)
        : otherwise;
