namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>How a type closes one of its fields, as statements.</summary>
/// <param name="Now">At once.</param>
/// <param name="Awaited">In an async method; <see langword="null"/> where it must be as everywhere.</param>
/// <param name="Empty">What makes it fit for the next connection.</param>
internal sealed record OwnerClose(string Now, string? Awaited, string? Empty);
