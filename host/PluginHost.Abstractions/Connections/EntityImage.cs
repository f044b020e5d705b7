namespace PluginHost;

/// <summary>A picture taken by a camera.</summary>
/// <param name="MediaType">Such as <c>image/jpeg</c>.</param>
/// <param name="Content">Its bytes, at most 16 MiB.</param>
public sealed record EntityImage(string MediaType, ReadOnlyMemory<byte> Content);
