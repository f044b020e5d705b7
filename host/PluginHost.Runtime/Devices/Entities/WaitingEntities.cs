namespace PluginHost.Runtime.Devices.Entities;

/// <summary>
/// What a connection says of its entities while another one still serves: kept, the last value of each, until it takes
/// that one's place. Not thread-safe.
/// </summary>
/// <param name="connection">The connection that waits.</param>
/// <param name="plan">The entities of its plan.</param>
/// <param name="overlaps">Whether both live, and both report events.</param>
internal sealed class WaitingEntities(long connection, IReadOnlyList<Entity> plan, bool overlaps)
{
    private readonly Dictionary<string, (EntityValue Value, bool IsAvailable, bool Outlives)> _values = [];

    public long Connection => connection;

    public IReadOnlyList<Entity> Plan => plan;

    public bool Overlaps => overlaps;

    /// <summary>What the connection told of the device; <see langword="null"/> as long as it told nothing.</summary>
    public IReadOnlyList<Entity>? Own { get; set; }

    public IEnumerable<(string Id, EntityValue Value, bool IsAvailable, bool Outlives)> Values =>
        _values.Select(kept => (kept.Key, kept.Value.Value, kept.Value.IsAvailable, kept.Value.Outlives));

    public Entity? Find(string id) => (Own ?? []).Concat(plan).FirstOrDefault(entity => entity.Id == id);

    public void Set(string id, EntityValue value, bool isAvailable, bool outlives) => _values[id] = (value, isAvailable, outlives);
}
