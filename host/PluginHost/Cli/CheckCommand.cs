using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Plugins;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost check</c>.</summary>
internal static class CheckCommand
{
    public static CliCommand Create()
    {
        var config = CommonOptions.Config();
        var command = new CliCommand("check", "Validates configuration and plugins without connecting to anything.") { config };
        command.SetAction(async (parsed, stop) =>
        {
            await using var prepared = await PreparedHouse.FromFileAsync(
                parsed.GetValue(config), [], keepsData: false, LogEventLevel.Fatal, stop);
            var (plugins, configuration) = (prepared.House.Plugins.Plugins, prepared.Configuration);
            Print(plugins);
            Print(configuration, prepared.House.Drivers);
            foreach (var mistake in configuration.Warnings.Concat(configuration.Errors))
            {
                await Console.Error.WriteLineAsync(mistake.ToString());
            }

            ListenAddress.Choose(null, configuration.Host.Listen, configuration.Host.Token ?? (configuration.IsValid ? null : ""));
            return configuration.IsValid ? plugins.Any(IsBroken) ? ExitCode.Failed : ExitCode.Done : ExitCode.Usage;
        });
        return command;
    }

    private static void Print(IReadOnlyList<PluginStatus> plugins)
    {
        foreach (var plugin in plugins)
        {
            Console.WriteLine(IsBroken(plugin)
                ? $"plugin {plugin.Id}: {plugin.State.ToName()}: {plugin.Error}"
                : $"plugin {plugin.Id}: ok, version {plugin.Version}, drivers: {string.Join(", ", plugin.Drivers)}");
            foreach (var finding in plugin.Diagnostics)
            {
                var place = finding.Line is null ? "" : $"{finding.File}:{finding.Line}:{finding.Column}: ";
                Console.WriteLine($"plugin {plugin.Id}: {place}{finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {finding.Message}");
            }
        }
    }

    private static void Print(LoadedConfiguration configuration, IDriverKnowledge drivers)
    {
        foreach (var device in configuration.Devices)
        {
            Console.WriteLine($"device {device.Id}: " + (configuration.WrongDevices.Contains(device.Id) ? "wrong"
                : drivers.SettingsOf(device.Driver) is null ? $"no driver '{device.Driver}'"
                : device.Enabled ? "ok" : "ok, disabled"));
        }
    }

    private static bool IsBroken(PluginStatus plugin) => plugin.State is PluginState.Rejected or PluginState.Failed;
}
