namespace PluginHost.Analyzers.Options;

/// <summary>An option that has not the effect that whoever set it expects.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record OptionProblem(string Key, string Reason);
