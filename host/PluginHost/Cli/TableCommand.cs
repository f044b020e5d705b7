using System.Text.Json;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary>A command that shows a list of the running host's as a table.</summary>
internal static class TableCommand
{
    /// <param name="name">The command.</param>
    /// <param name="description">Its help.</param>
    /// <param name="path">The list's path in the API.</param>
    /// <param name="titles">The columns.</param>
    /// <param name="row">The cells of one element.</param>
    public static CliCommand Create(string name, string description, string path, string[] titles, Func<JsonElement, string[]> row)
    {
        var host = new HostOption();
        var json = CommonOptions.Json();
        var command = new CliCommand(name, description) { json };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = await host.ConnectAsync(parsed, stop);
            var (list, unlisted) = await client.GetListAsync(path, stop);
            if (parsed.GetValue(json))
            {
                Screen.WriteJson(list);
            }
            else
            {
                Screen.WriteTable(titles, client.Understand(() => list.EnumerateArray().Select(row).ToList()));
            }

            if (unlisted > 0)
            {
                // Beside the output, which scripts read.
                await Console.Error.WriteLineAsync($"pluginhost: the list is cut: {unlisted} more were opened round the host and are counted only");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
