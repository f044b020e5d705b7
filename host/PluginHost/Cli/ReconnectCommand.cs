using System.CommandLine;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost reconnect</c>.</summary>
internal static class ReconnectCommand
{
    public static CliCommand Create()
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's id." };
        var host = new HostOption();
        var command = new CliCommand("reconnect", "Has the running host try a device now, also after auth-failed or failed; not a disabled or quarantined one.") { device };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = await host.ConnectAsync(parsed, stop);
            var id = parsed.GetRequiredValue(device);
            await client.PostAsync($"/api/v1/devices/{Uri.EscapeDataString(id)}/reconnect", null, stop);
            Console.WriteLine($"{id} is tried now; 'pluginhost devices' shows what comes of it");
            return ExitCode.Done;
        });
        return command;
    }
}
