namespace PluginHost.Analyzers.Options;

/// <summary>An option whose value cannot be read.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">What was given.</param>
/// <param name="Expected">What it takes, in words.</param>
internal sealed record OptionProblem(string Key, string Value, string Expected);
