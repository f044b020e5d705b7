namespace PluginHost.Runtime.Devices.Memory;

/// <summary>What is remembered of one device.</summary>
/// <param name="Origin">Of what it was learned.</param>
/// <param name="Texts">The driver's short texts.</param>
/// <param name="Entities">The entities that the device itself told of.</param>
internal sealed record MemoryContent(MemoryOrigin Origin, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<Entity> Entities)
{
    public bool IsEmpty => Texts.Count + Entities.Count == 0;

    public static MemoryContent Empty(MemoryOrigin origin) => new(origin, new SortedDictionary<string, string>(StringComparer.Ordinal), []);
}
