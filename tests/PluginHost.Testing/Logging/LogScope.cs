namespace PluginHost.Testing;

/// <summary>A logging scope as it stood when an entry was written.</summary>
/// <param name="Text">The scope rendered.</param>
/// <param name="Values">Its structured values by name; empty where it had none.</param>
public sealed record LogScope(string Text, IReadOnlyDictionary<string, object?> Values);
