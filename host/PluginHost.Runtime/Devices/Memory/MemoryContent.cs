namespace PluginHost.Runtime.Devices.Memory;

/// <summary>What is remembered of one device.</summary>
/// <param name="Texts">The driver's short texts.</param>
/// <param name="Entities">The entities that the device itself told of.</param>
internal sealed record MemoryContent(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<Entity> Entities)
{
    public static MemoryContent Empty { get; } = new(new SortedDictionary<string, string>(StringComparer.Ordinal), []);
}
