namespace PluginHost.Runtime.Devices.Commands;

/// <summary>What the sender of a command is told.</summary>
/// <param name="Id">The command's number, which its events carry too.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">One sentence; empty when nothing needs saying.</param>
/// <param name="Elapsed">The time since it was posted.</param>
public sealed record CommandAnswer(long Id, CommandAnswerStatus Status, string Reason, TimeSpan Elapsed);
