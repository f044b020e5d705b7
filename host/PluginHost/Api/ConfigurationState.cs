using PluginHost.Runtime.Configuration;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary>What the API tells of the configuration file: written by who watches it, read by every request.</summary>
/// <param name="file">The file's absolute path; <see langword="null"/> when the house runs without one.</param>
internal sealed class ConfigurationState(string? file)
{
    private volatile ConfigurationDocument _current = new(file, "current", []);

    public ConfigurationDocument Current => _current;

    public void Applied() => _current = _current with { State = "current", Errors = [] };

    public void Rejected(IReadOnlyList<ConfigurationError> errors) =>
        _current = _current with { State = "rejected", Errors = [.. errors.Select(error => error.ToString())] };
}
