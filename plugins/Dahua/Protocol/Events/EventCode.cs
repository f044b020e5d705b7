namespace PluginHost.Dahua.Protocol.Events;

/// <summary>A code that is known.</summary>
/// <param name="Name">As devices spell it.</param>
/// <param name="Nature">How it behaves.</param>
/// <param name="IndexKind">What its index counts.</param>
/// <param name="Title">What people call it.</param>
internal sealed record EventCode(string Name, EventNature Nature, EventIndexKind IndexKind, string Title);
