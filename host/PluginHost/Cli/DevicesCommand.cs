namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost devices</c>.</summary>
internal static class DevicesCommand
{
    public static CliCommand Create() => TableCommand.Create(
        "devices",
        "Lists the devices of the running host with their status, connections and commands.",
        "/api/v1/devices",
        ["id", "name", "driver", "status", "since", "open", "opened", "closed", "leaked", "commands", "failed", "last error"],
        device =>
        {
            var (connections, commands) = (device.GetProperty("connections"), device.GetProperty("commands"));
            return
            [
                device.Cell("id"), device.Cell("name"), device.Cell("driver"), device.Cell("status"), device.Moment("statusSince"),
                connections.Cell("open"), connections.Cell("opened"), connections.Cell("closed"), connections.Cell("leaked"),
                commands.Cell("sent"), commands.Cell("failed"), device.Cell("lastError"),
            ];
        });
}
