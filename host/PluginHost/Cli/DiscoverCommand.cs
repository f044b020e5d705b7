using System.CommandLine;
using PluginHost.Runtime.Hosting;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;
using Serilog.Events;

namespace PluginHost.Server.Cli;

/// <summary><c>pluginhost discover</c>.</summary>
internal static class DiscoverCommand
{
    private static readonly TimeSpan SearchTime = TimeSpan.FromSeconds(5);

    public static CliCommand Create()
    {
        var driver = new Argument<string?>("DRIVER") { Description = "The one driver to ask; all that can search by default.", Arity = ArgumentArity.ZeroOrOne };
        var config = CommonOptions.Config();
        var command = new CliCommand("discover", "Looks for devices in the network and prints what was found, ready for the configuration.") { driver, config };
        command.SetAction(async (parsed, stop) =>
        {
            await using var prepared = await PreparedHouse.FromFileOrNothingAsync(parsed.GetValue(config), LogEventLevel.Warning, stop);
            var asked = parsed.GetValue(driver);
            DriverArgument.RequireLoaded(asked, prepared.House.Plugins);
            var searches = await prepared.House.DiscoverAsync(asked, SearchTime, stop);
            stop.ThrowIfCancellationRequested();
            return Print(searches, asked);
        });
        return command;
    }

    private static int Print(IReadOnlyList<DriverSearch> searches, string? asked)
    {
        if (searches.Count == 0)
        {
            throw ProgramFailure.Failed(asked is null ? "no loaded driver can search" : $"the driver '{asked}' cannot search");
        }

        foreach (var failed in searches.Where(search => search.Problem is not null))
        {
            Console.Error.WriteLine($"pluginhost: the search of driver '{failed.Driver}' failed: {failed.Problem}");
        }

        var found = searches.SelectMany(search => search.Found, (search, device) => (search.Driver, Device: device)).ToList();
        Console.WriteLine($"{found.Count} found by {string.Join(", ", searches.Select(search => search.Driver))}");
        foreach (var (driver, device) in found)
        {
            Console.WriteLine($"# {driver}: {device.Name} ({device.Identity})");
        }

        if (found.Count > 0)
        {
            Console.WriteLine("devices:");
        }

        var ids = new HashSet<string>();
        foreach (var (driver, device) in found)
        {
            foreach (var line in DeviceEntryText.Lines(Unique(DeviceEntryText.IdOf(device.Name), ids), driver, SettingNode.Map(device.Settings)))
            {
                Console.WriteLine(line);
            }
        }

        return searches.Any(search => search.Problem is not null) ? ExitCode.Failed : ExitCode.Done;
    }

    private static string Unique(string id, HashSet<string> taken)
    {
        var free = id;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = $"{id}-{number}";
        }

        return free;
    }
}
