using System.CommandLine;
using System.Text.Json;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost reload</c>.</summary>
internal static class ReloadCommand
{
    // The compilation of a script, the loading, and the probation in which the devices must be back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static CliCommand Create()
    {
        var plugin = new Argument<string>("PLUGIN") { Description = "The plugin's id." };
        var generation = new Option<int?>("--to")
        {
            HelpName = "GENERATION",
            Description = "Goes back to the content of a retired generation; it becomes a new one.",
        };
        var host = new HostOption();
        var command = new CliCommand(
            "reload", "Has the running host reload a plugin while its devices stay connected; exit code 1 where the new content is refused or rolled back.")
        {
            plugin, generation,
        };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = await host.ConnectAsync(parsed, stop);
            var id = parsed.GetRequiredValue(plugin);
            var query = parsed.GetValue(generation) is { } wanted ? $"?generation={wanted}" : "";
            var (done, answer) = await client.TryPostAsync($"/api/v1/plugins/{Uri.EscapeDataString(id)}/reload{query}", Patience, stop);
            if (!done)
            {
                throw new ProgramFailure(ExitCode.Failed, client.Understand(() => Explain(id, answer)));
            }

            Console.WriteLine(client.Understand(() =>
                $"{id}: generation {answer.Cell("generation")}, version {answer.Cell("version")}, drivers: {answer.Cell("drivers")}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static List<string> Explain(string id, JsonElement problem)
    {
        var generation = problem.GetProperty("plugin").GetProperty("generation");
        var running = generation.ValueKind == JsonValueKind.Number ? $"generation {generation} runs on" : "nothing of it runs";
        return
        [
            .. problem.GetProperty("diagnostics").EnumerateArray().Select(Describe),
            $"pluginhost: {id} is not reloaded, {running}: {problem.Cell("detail")}",
        ];
    }

    private static string Describe(JsonElement finding)
    {
        var place = string.Join(':', new[] { "file", "line", "column" }
            .Select(finding.GetProperty)
            .Where(part => part.ValueKind != JsonValueKind.Null));
        return $"{(place.Length > 0 ? $"{place}: " : "")}{finding.Cell("severity")} {finding.Cell("id")}: {finding.Cell("message")}";
    }
}
