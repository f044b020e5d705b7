using System.Text;
using System.Text.Json;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost schema</c>.</summary>
internal static class SchemaCommand
{
    public static CliCommand Create()
    {
        var config = CommonOptions.Config();
        var command = new CliCommand(
            "schema", "Prints the JSON Schema of pluginhost.yaml with every loaded driver's settings, for editors.") { config };
        command.SetAction(async (parsed, stop) =>
        {
            await using var prepared = await PreparedHouse.FromFileOrNothingAsync(parsed.GetValue(config), LogEventLevel.Error, stop);
            using var buffer = new MemoryStream();
            await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            {
                ConfigurationSchema.Write(json, prepared.House.Drivers);
            }

            Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
            return ExitCode.Done;
        });
        return command;
    }
}
