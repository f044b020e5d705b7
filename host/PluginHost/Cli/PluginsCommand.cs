namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost plugins</c>.</summary>
internal static class PluginsCommand
{
    public static CliCommand Create() => TableCommand.Create(
        "plugins",
        "Lists the plugins of the running host: what is loaded, and why something is not.",
        "/api/v1/plugins",
        ["id", "kind", "version", "generation", "state", "drivers", "findings", "error", "path"],
        plugin =>
        [
            plugin.Cell("id"), plugin.Cell("kind"), plugin.Cell("version"), plugin.Cell("generation"), plugin.Cell("state"),
            plugin.Cell("drivers"), $"{plugin.GetProperty("diagnostics").GetArrayLength()}", plugin.Cell("error"), plugin.Cell("path"),
        ]);
}
