namespace PluginHost.Runtime.Configuration;

/// <summary>Where the configuration is, or where it was looked for in vain.</summary>
/// <param name="File">The file as the user named it; <see langword="null"/> when there is none.</param>
/// <param name="Looked">The three places in order, each with what was found there, such as
/// <c>./pluginhost.yaml does not exist</c>.</param>
public sealed record ConfigurationLocation(string? File, IReadOnlyList<string> Looked);
