using System.Diagnostics;
using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>A process that is nothing but the engine and its driver.</summary>
internal static class DriverProcess
{
    private const int Cores = 2;

    /// <param name="controllers">A device for each.</param>
    /// <param name="sendsCommands">Whether commands are sent to the first, from the start on.</param>
    public static async Task RunAsync(IReadOnlyList<ControllerAddress> controllers, bool sendsCommands)
    {
        KeepToTwoCores();
        await using var house = await DriverHouse.StartAsync(controllers);
        var commands = new CommandSeries(house);
        using var stop = new CancellationTokenSource();
        var begin = ProcessUse.Take();
        var sending = sendsCommands ? commands.SendOneByOneAsync(stop.Token) : Task.FromResult<IReadOnlyList<CommandTimes>>([]);
        await Orders.ObeyAsync("ready", async order =>
        {
            switch (order)
            {
                case Orders.Burst:
                    return await commands.SendAllAsync();
                case Orders.End:
                    var use = ProcessUse.Take().Since(begin);
                    await stop.CancelAsync();
                    return new DriverReport(use, house.DevicesHeap, await sending);
                default:
                    begin = ProcessUse.Take();
                    return order;
            }
        });
    }

    private static void KeepToTwoCores()
    {
        if (Environment.ProcessorCount > Cores && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = (1 << Cores) - 1;
        }
    }
}
