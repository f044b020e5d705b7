using PluginHost.Runtime.Plugins;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary>The driver that a command names.</summary>
internal static class DriverArgument
{
    /// <exception cref="ProgramFailure">No such driver is loaded.</exception>
    public static void RequireLoaded(string? driver, PluginSnapshot plugins)
    {
        if (driver is null || plugins.FindDriver(driver) is not null)
        {
            return;
        }

        var known = plugins.Loaded.SelectMany(plugin => plugin.Drivers).Select(one => one.Id).Order(StringComparer.Ordinal).ToList();
        throw ProgramFailure.Usage(
            $"no driver '{driver}' is loaded{Suggestion.For(driver, known)}; loaded: {(known.Count > 0 ? string.Join(", ", known) : "none")}");
    }
}
