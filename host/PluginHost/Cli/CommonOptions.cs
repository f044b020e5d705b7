using System.CommandLine;

namespace PluginHost.Server.Cli;

/// <summary>Options that several commands take. An option belongs to one command, so each gets its own.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration file. Default: $PLUGINHOST_CONFIG, else ./pluginhost.yaml.",
    };

    public static Option<string?> Listen() => new("--listen")
    {
        HelpName = "URL",
        Description = "Where the API is served, instead of host.listen. Port 0 takes a free one.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Prints the API's JSON for scripts instead of a table." };
}
