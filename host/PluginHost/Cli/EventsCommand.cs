using System.CommandLine;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using PluginHost.Server.Client;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost events</c>.</summary>
internal static class EventsCommand
{
    private const int PageSize = 1000;

    public static CliCommand Create()
    {
        var follow = new Option<bool>("--follow") { Description = "Goes on with new events until Ctrl-C; without --after, new ones only." };
        var device = new Option<string?>("--device") { HelpName = "ID", Description = "Only events of this device." };
        var after = new Option<long?>("--after") { HelpName = "SEQ", Description = "Only events after this number." };
        var host = new HostOption();
        var command = new CliCommand("events", "Prints what happened: number, time, type, device and entity, data.") { follow, device, after };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = await host.ConnectAsync(parsed, stop);
            await (parsed.GetValue(follow)
                ? FollowAsync(client, parsed.GetValue(device), parsed.GetValue(after), stop)
                : PrintAsync(client, parsed.GetValue(device), parsed.GetValue(after), stop));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(HostClient client, string? device, long? after, CancellationToken stop)
    {
        var filter = device is null ? "" : $"&device={Uri.EscapeDataString(device)}";
        while (true)
        {
            var from = after is { } seq ? string.Create(CultureInfo.InvariantCulture, $"&after={seq}") : "";
            var page = await client.GetAsync($"/api/v1/events?limit={PageSize}{filter}{from}", stop);
            var (lines, next) = client.Understand(
                () => (page.GetProperty("events").EnumerateArray().Select(Line).ToList(), page.GetProperty("next").GetInt64()));
            lines.ForEach(Console.WriteLine);
            if (lines.Count < PageSize)
            {
                return;
            }

            after = next;
        }
    }

    private static async Task FollowAsync(HostClient client, string? device, long? after, CancellationToken stop)
    {
        var from = after is { } seq ? string.Create(CultureInfo.InvariantCulture, $"?after={seq}") : "";
        await using var stream = await client.OpenStreamAsync($"/api/v1/events/stream{from}", stop);
        try
        {
            await foreach (var item in SseParser.Create(stream, (_, data) => JsonElement.Parse(data)).EnumerateAsync(stop))
            {
                if (device is null || client.Understand(() => item.Data.Cell("device")) == device)
                {
                    Console.WriteLine(client.Understand(() => Line(item.Data)));
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException or JsonException)
        {
            throw ProgramFailure.Failed($"the stream broke: {error.Message}");
        }

        throw ProgramFailure.Failed("the host ended the stream");
    }

    private static string Line(JsonElement entry)
    {
        var (device, entity) = (entry.Cell("device"), entry.Cell("entity"));
        var where = entity == "-" ? device : $"{device}/{entity}";
        return $"{entry.Cell("seq")} {entry.Cell("time")} {entry.Cell("type")} {where} {entry.GetProperty("data").GetRawText()}";
    }
}
