using System.CommandLine;
using System.Text;
using System.Text.Json;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost command</c>.</summary>
internal static class SendCommand
{
    public static CliCommand Create()
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's id." };
        var entity = new Argument<string>("ENTITY") { Description = "The entity's id, as 'pluginhost devices --json' shows it." };
        var value = new Argument<string?>("VALUE")
        {
            Description = "true or false, a number, or a text, as the entity wants it; none for a button.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var host = new HostOption();
        var command = new CliCommand("command", "Sends one command through the running host and waits for its outcome.") { device, entity, value };
        host.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = await host.ConnectAsync(parsed, stop);
            var path = $"/api/v1/devices/{Uri.EscapeDataString(parsed.GetRequiredValue(device))}";
            var entityId = parsed.GetRequiredValue(entity);
            var found = await client.GetAsync(path, stop);
            var kind = client.Understand(() => KindOf(found, entityId));
            var answer = await client.PostAsync($"{path}/commands", Body(entityId, CommandValue.Read(entityId, kind, parsed.GetValue(value))), stop);
            Console.WriteLine(answer.TryGetProperty("elapsedMs", out var elapsed)
                ? $"{answer.Cell("status")} in {elapsed.GetRawText()} ms"
                : "waiting: kept until the device has woken; the outcome comes as an event");
            return ExitCode.Done;
        });
        return command;
    }

    private static string KindOf(JsonElement device, string entity)
    {
        var entities = device.GetProperty("entities").EnumerateArray().ToDictionary(one => one.Cell("id"), one => one.Cell("kind"));
        return entities.TryGetValue(entity, out var kind)
            ? kind
            : throw ProgramFailure.Failed(
                $"the device '{device.Cell("id")}' has no entity '{entity}'{Suggestion.For(entity, entities.Keys)}; it has: {string.Join(", ", entities.Keys)}");
    }

    private static string Body(string entity, EntityValue value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("entity", entity);
            json.WritePropertyName("value");
            EntityJson.Write(json, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
