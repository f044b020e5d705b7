namespace PluginHost.Runtime.Plugins;

/// <summary>A member that a driver should not use.</summary>
/// <param name="Id">The analyzer rule that says the same about source.</param>
/// <param name="Type">The full name of the type, as metadata writes it.</param>
/// <param name="Member">The member's metadata name; <see langword="null"/> means every member.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record MemberRule(string Id, string Type, string? Member, string Remedy);
