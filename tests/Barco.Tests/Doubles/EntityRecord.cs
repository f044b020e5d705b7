namespace PluginHost.Barco.Tests.Doubles;

/// <summary>Keeps what a connection shows; as strict about undeclared entities and kinds as the host.</summary>
internal sealed class EntityRecord(IReadOnlyList<Entity> plan) : IEntities
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (EntityValue Value, bool Outlives)> _values = [];
    private readonly List<(string Id, EntityValue Value)> _history = [];

    public IReadOnlyList<Entity> Declared { get; private set; } = [];

    public EntityValue this[string id]
    {
        get
        {
            lock (_lock)
            {
                return _values.GetValueOrDefault(id).Value;
            }
        }
    }

    public bool IsAvailable(string id)
    {
        lock (_lock)
        {
            return _values.ContainsKey(id);
        }
    }

    public bool Outlives(string id)
    {
        lock (_lock)
        {
            return _values.GetValueOrDefault(id).Outlives;
        }
    }

    /// <summary>The values an entity has had, without repetitions.</summary>
    public IReadOnlyList<EntityValue> HistoryOf(string id)
    {
        lock (_lock)
        {
            return [.. _history.Where(entry => entry.Id == id).Select(entry => entry.Value)];
        }
    }

    public void Declare(params IReadOnlyList<Entity> entities) => Declared = entities;

    public void Set(string id, EntityValue value, bool outlivesConnection = false)
    {
        var entity = plan.Concat(Declared).LastOrDefault(entity => entity.Id == id)
            ?? throw new ArgumentException($"No entity '{id}'.", nameof(id));
        if (value.Kind != EntityValueKind.Nothing)
        {
            Assert.True(
                entity.Kind switch
                {
                    EntityKind.Switch or EntityKind.BinarySensor => value.Kind == EntityValueKind.Boolean,
                    EntityKind.Number => value.Kind == EntityValueKind.Number,
                    EntityKind.Select or EntityKind.Text => value.Kind == EntityValueKind.Text,
                    EntityKind.Button => false,
                    _ => true,
                },
                $"{id} = {value}");
        }

        lock (_lock)
        {
            if (!_values.TryGetValue(id, out var before) || before.Value != value)
            {
                _history.Add((id, value));
            }

            _values[id] = (value, outlivesConnection);
        }
    }

    public void SetUnavailable(string id)
    {
        Assert.Contains(plan, entity => entity.Id == id);
        lock (_lock)
        {
            _values.Remove(id);
        }
    }

    public void Report(DeviceEvent happened) => throw new NotSupportedException();
}
