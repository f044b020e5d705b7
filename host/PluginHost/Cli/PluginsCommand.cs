using System.Text.Json;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost plugins</c>.</summary>
internal static class PluginsCommand
{
    public static CliCommand Create() => TableCommand.Create(
        "plugins",
        "Lists the plugins of the running host: what is loaded, why something is not, and which retired generations are still in memory; --json has all of it.",
        "/api/v1/plugins",
        ["id", "version", "generation", "state", "drivers", "findings", "in memory", "error"],
        plugin =>
        [
            plugin.Cell("id"), plugin.Cell("version"), plugin.Cell("generation"), plugin.Cell("state"),
            plugin.Cell("drivers"), $"{plugin.GetProperty("diagnostics").GetArrayLength()}", Left(plugin), plugin.Cell("error"),
        ]);

    /// <summary>The retired generations that are still there.</summary>
    private static string Left(JsonElement plugin) =>
        string.Join(", ", plugin.GetProperty("retired").EnumerateArray()
            .Where(retired => !retired.GetProperty("unloaded").GetBoolean())
            .Select(retired => retired.Cell("generation"))) is { Length: > 0 } left ? left : "-";
}
