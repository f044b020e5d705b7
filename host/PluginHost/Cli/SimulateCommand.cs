using System.CommandLine;
using System.Net;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Simulation;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost simulate</c>.</summary>
internal static class SimulateCommand
{
    public static CliCommand Create()
    {
        var driver = new Argument<string>("DRIVER") { Description = "The id of the driver whose device is simulated." };
        var port = new Option<int>("--port") { HelpName = "N", Description = "The port. Default: a free one." };
        var address = new Option<string>("--address")
        {
            HelpName = "IP",
            Description = "The local address to listen on, such as 0.0.0.0 for all.",
            DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
        };
        var fault = new Option<string[]>("--fault")
        {
            HelpName = "SPEC",
            Description = "A fault as NAME[=VALUE][@NTH], such as 'late-reply' or 'reset@3'; may be repeated. A wrong name lists all.",
            DefaultValueFactory = _ => [],
        };
        var set = new Option<string[]>("--set")
        {
            HelpName = "NAME=VALUE",
            Description = "A setting of the virtual device itself; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        var config = CommonOptions.Config();
        var command = new CliCommand("simulate", "Runs a driver's virtual device until Ctrl-C.") { driver, port, address, fault, set, config };
        command.SetAction(async (parsed, stop) =>
        {
            await using var prepared = await PreparedHouse.FromFileOrNothingAsync(parsed.GetValue(config), LogEventLevel.Information, stop);
            var id = parsed.GetRequiredValue(driver);
            DriverArgument.RequireLoaded(id, prepared.House.Plugins);
            await using var device = Start(
                prepared.House,
                id,
                Local(parsed.GetRequiredValue(address), parsed.GetValue(port)),
                Pairs(parsed.GetRequiredValue(set)),
                parsed.GetRequiredValue(fault));
            await ServeAsync(device, id, stop);
            return ExitCode.Failed;
        });
        return command;
    }

    /// <exception cref="ProgramFailure">The device never came up, or ended by itself.</exception>
    private static async Task ServeAsync(VirtualDeviceRun device, string driver, CancellationToken stop)
    {
        SettingNode settings;
        try
        {
            settings = await device.WaitUntilReadyAsync(stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            throw ProgramFailure.Failed($"the virtual device of '{driver}' did not start: {error.Message}");
        }

        Console.WriteLine($"virtual {driver} on {string.Join(':', Address(settings))}; connect to it with");
        Console.WriteLine("devices:");
        foreach (var line in DeviceEntryText.Lines($"{driver}-virtual", driver, settings))
        {
            Console.WriteLine(line);
        }

        await Task.WhenAny(device.Completion, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        stop.ThrowIfCancellationRequested();
        throw ProgramFailure.Failed(
            $"the virtual device of '{driver}' ended: {device.Completion.Exception?.InnerException?.Message ?? "it stopped by itself"}");
    }

    private static IEnumerable<string> Address(SettingNode settings) =>
        new[] { "host", "port" }.Select(name => settings.Find(name)?.Text).OfType<string>();

    private static IPEndPoint Local(string address, int port)
    {
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw ProgramFailure.Usage($"--port {port}: expected {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}");
        }

        return IPAddress.TryParse(address, out var parsed)
            ? new IPEndPoint(parsed, port)
            : throw ProgramFailure.Usage($"--address {address}: expected an IP address of this machine");
    }

    private static VirtualDeviceRun Start(
        House house, string driver, IPEndPoint listen, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> faults)
    {
        try
        {
            return house.Simulate(driver, listen, settings, [.. faults.Select(FaultRequest.Parse)]);
        }
        catch (Exception mistake) when (mistake is ArgumentException or FormatException)
        {
            throw ProgramFailure.Usage(MessageOf(mistake));
        }
    }

    /// <summary>The message without the framework's note on the parameter.</summary>
    private static string MessageOf(Exception mistake)
    {
        var note = mistake is ArgumentException { ParamName: { } name } ? $" (Parameter '{name}')" : "";
        return note.Length > 0 && mistake.Message.EndsWith(note, StringComparison.Ordinal) ? mistake.Message[..^note.Length] : mistake.Message;
    }

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw ProgramFailure.Usage($"--set {text}: expected NAME=VALUE");
            }

            pairs[name] = value;
        }

        return pairs;
    }
}
