using System.CommandLine;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost run</c>.</summary>
internal static class RunCommand
{
    public static CliCommand Create()
    {
        var config = CommonOptions.Config();
        var listen = CommonOptions.Listen();
        var watch = new Option<string[]>("--watch")
        {
            HelpName = "PATH",
            Description = "A further folder of plugins, a script, or a project's build output, before the folders of the configuration; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        var command = new CliCommand("run", "Runs the server; the default command. Ends with every device closed on Ctrl-C or SIGTERM.")
        {
            config, listen, watch,
        };
        command.SetAction(async (parsed, stop) =>
        {
            foreach (var path in parsed.GetRequiredValue(watch).Where(path => !Directory.Exists(path) && !IsScript(path)))
            {
                throw ProgramFailure.Usage(
                    $"--watch {path}: {(File.Exists(path) ? "it is neither a folder nor a script, which ends in .cs" : "there is no such folder or script")}");
            }

            await using var prepared = await PreparedHouse.FromFileAsync(
                parsed.GetValue(config), parsed.GetRequiredValue(watch), keepsData: true, LogEventLevel.Information, stop);
            prepared.RequireValid();
            var host = prepared.Configuration.Host;
            await new HouseServer(prepared, ListenAddress.Choose(parsed.GetValue(listen), host.Listen, host.Token), host.Token).RunAsync(stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static bool IsScript(string path) => File.Exists(path) && Path.GetExtension(path) == ".cs";
}
