namespace PluginHost;

/// <summary>What became of a command, and why.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">One sentence; <see langword="null"/> when it simply completed.</param>
public sealed record CommandOutcome(CommandStatus Status, string? Reason = null);
