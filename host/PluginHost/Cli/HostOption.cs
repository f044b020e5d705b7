using System.CommandLine;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Client;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;

namespace PluginHost.Server.Cli;

/// <summary>The options by which a command finds the running host.</summary>
internal sealed class HostOption
{
    private readonly Option<string?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "The running host. Default: $PLUGINHOST_URL, else host.listen of the configuration, else http://127.0.0.1:8420.",
    };

    private readonly Option<string?> _token = new("--token")
    {
        HelpName = "TOKEN",
        Description = "The host's token. Default: $PLUGINHOST_TOKEN, else host.token of the configuration.",
    };

    private readonly Option<string?> _config = CommonOptions.Config();

    public void AddTo(CliCommand command)
    {
        command.Options.Add(_url);
        command.Options.Add(_token);
        command.Options.Add(_config);
    }

    public string? Config(ParseResult parsed) => parsed.GetValue(_config);

    /// <exception cref="ProgramFailure">The address is none, or a file that was named is missing.</exception>
    public Task<HostClient> ConnectAsync(ParseResult parsed, CancellationToken stop) => Task.Run(() => Connect(parsed), stop).WaitAsync(stop);

    private HostClient Connect(ParseResult parsed)
    {
        var location = ConfigurationFile.Locate(Config(parsed));
        var variable = Environment.GetEnvironmentVariable(ConfigurationFile.Variable) is { Length: > 0 } value ? value : null;
        var named = Config(parsed) is { } given ? $"--config {given}" : variable is not null ? $"${ConfigurationFile.Variable} {variable}" : null;
        if (location.File is null && named is not null)
        {
            throw ProgramFailure.Usage($"{named}: there is no such file");
        }

        // Only where the host is and its token count here: whatever else is wrong in the file is the host's business.
        var loaded = location.File is { } file ? new ConfigurationFile(file, new NoDrivers(), new SecretMask()).Load() : null;
        if (named is not null && loaded?.Errors.FirstOrDefault(error => error.Line == 0) is { } unreadable)
        {
            throw ProgramFailure.Usage($"{named}: {unreadable.Message}");
        }

        return new HostClient(HostAddress.Find(parsed.GetValue(_url), parsed.GetValue(_token), loaded?.Host));
    }
}
