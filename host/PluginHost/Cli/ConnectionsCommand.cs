namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost connections</c>.</summary>
internal static class ConnectionsCommand
{
    public static CliCommand Create() => TableCommand.Create(
        "connections",
        "Lists every socket, listener and HTTP connection that the running host has lent to a driver.",
        "/api/v1/connections",
        ["id", "device", "plugin", "generation", "transport", "remote", "opened", "bytes in", "bytes out", "state"],
        line =>
        [
            line.Cell("id"), line.Cell("device"), line.Cell("plugin"), line.Cell("generation"), line.Cell("transport"),
            line.Cell("remote"), line.Moment("openedAt"), line.Cell("bytesIn"), line.Cell("bytesOut"), line.Cell("state"),
        ]);
}
