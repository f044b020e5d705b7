using System.CommandLine;
using PluginHost.Server.Client;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost probe</c>.</summary>
internal static class ProbeCommand
{
    public static CliCommand Create()
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's id in the configuration." };
        var seconds = new Option<int>("--seconds") { HelpName = "N", Description = "How long to watch it once it is open.", DefaultValueFactory = _ => 15 };
        var send = new Option<string?>("--command") { HelpName = "ENTITY=VALUE", Description = "A command to send meanwhile." };
        var host = new HostOption();
        var command = new CliCommand(
            "probe", "Why does mine not connect? Opens a device outside the server, prints each step, and closes it again.") { device, seconds, send };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var time = parsed.GetValue(seconds);
            if (time is < 1 or > 86400)
            {
                throw ProgramFailure.Usage($"--seconds {time}: expected 1 to 86400");
            }

            // A device that goes away is the probe's own story; the log would tell it as the server does, which tries again.
            await using var prepared = await PreparedHouse.FromFileAsync(host.Config(parsed), [], keepsData: false, LogEventLevel.Error, stop);
            prepared.RequireValid();
            var id = parsed.GetRequiredValue(device);
            var known = prepared.Configuration.Devices.Select(one => one.Id).ToList();
            var options = prepared.Configuration.Devices.FirstOrDefault(one => one.Id == id) ?? throw ProgramFailure.Usage(
                $"{prepared.File!.Path} has no device '{id}'{Suggestion.For(id, known)}; it has: {string.Join(", ", known)}");
            var (plan, problem) = await prepared.House.PlanAsync(options).WaitAsync(stop);
            if (plan is null)
            {
                throw ProgramFailure.Failed($"{id}: {problem}");
            }

            if (plan.Exclusive)
            {
                using var client = await host.ConnectAsync(parsed, stop);
                await RequireFreeAsync(client, id, stop);
            }

            return await new Probe(prepared, options, plan).RunAsync(TimeSpan.FromSeconds(time), parsed.GetValue(send), stop);
        });
        return command;
    }

    private static async Task RequireFreeAsync(HostClient client, string id, CancellationToken stop)
    {
        if (await client.FindAsync($"/api/v1/devices/{Uri.EscapeDataString(id)}", stop) is { } held
            && client.Understand(() => held.Cell("status") is "connecting" or "online" or "busy"
                || held.GetProperty("connections").GetProperty("open").GetInt64() > 0))
        {
            throw ProgramFailure.Failed(
                $"the running host at {client.Url} holds '{id}' ({held.Cell("status")}), which allows one client only; stop it there first (enabled: false)");
        }
    }
}
