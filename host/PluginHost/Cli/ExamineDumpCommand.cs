using System.CommandLine;
using PluginHost.Server.Dumps;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost examine-dump</c>, which a running host starts to read a dump of itself.</summary>
internal static class ExamineDumpCommand
{
    public static CliCommand Create()
    {
        var file = new Argument<string>("FILE") { Description = "The dump." };
        var context = new Option<string>("--context") { Required = true, Description = "The name of a plugin's load context." };
        var command = new CliCommand("examine-dump", "Says what holds a plugin's load context in a dump of this program.") { file, context };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var line in DumpExamination.Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(context)))
            {
                Console.WriteLine(line);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
