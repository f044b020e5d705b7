namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>How a guarded call of plugin code went.</summary>
/// <param name="Value">What it returned; <see langword="null"/> where it failed.</param>
/// <param name="Error">Why it failed, as text: an exception object would keep the plugin in memory.</param>
/// <param name="Refused">Whether the host's own check, made inside the call, refused the plugin.</param>
internal sealed record GuardedOutcome<T>(T? Value, string? Error, bool Refused)
    where T : class;
