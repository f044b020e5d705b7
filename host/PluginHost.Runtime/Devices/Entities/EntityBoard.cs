using System.Text.Json;
using PluginHost.Runtime.Events;

namespace PluginHost.Runtime.Devices.Entities;

/// <summary>
/// What a device shows: its declared entities and their values, over all its connections. Publishes changes only, and
/// takes them from the present connection only.
/// </summary>
internal sealed class EntityBoard(string device, TimeProvider time, IEventLog events, Action declared)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slot> _slots = [];
    private IReadOnlyList<Entity> _plan = [];
    private IReadOnlyList<Entity> _connectionsOwn = [];
    private long _connection;
    private bool _isInReach;

    /// <summary>The entities that the device itself told of, to be remembered over a restart.</summary>
    public IReadOnlyList<Entity> ConnectionsOwn
    {
        get
        {
            lock (_lock)
            {
                return _connectionsOwn;
            }
        }
    }

    public IReadOnlyList<EntityState> Read()
    {
        lock (_lock)
        {
            return [.. _slots.Values.OrderBy(slot => slot.Order).Select(slot => slot.ToState(_isInReach))];
        }
    }

    public Entity? Find(string id)
    {
        lock (_lock)
        {
            return _slots.GetValueOrDefault(id)?.Declared;
        }
    }

    /// <summary>Takes the plan's entities, and those remembered from the device until it speaks.</summary>
    public void DeclarePlan(IReadOnlyList<Entity> plan, IReadOnlyList<Entity> remembered)
    {
        lock (_lock)
        {
            _plan = Copy(plan);
            _connectionsOwn = _connectionsOwn.Count > 0 ? _connectionsOwn : remembered;
            Arrange_NeedsLock();
        }
    }

    /// <summary>From now on only this connection is listened to.</summary>
    public void BeginConnection(long connection)
    {
        lock (_lock)
        {
            _connection = connection;
        }
    }

    /// <summary>Nothing more is taken from this connection; values stay until the device is out of reach.</summary>
    public void EndConnection(long connection)
    {
        lock (_lock)
        {
            _connection = _connection == connection ? 0 : _connection;
        }
    }

    /// <summary>The device has become another one: what the old one told of itself is forgotten.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            // The connection to the old one may still speak.
            _connection = 0;
            foreach (var slot in _slots.Values)
            {
                Change_NeedsLock(slot, EntityValue.Nothing, slot.Declared.OperableOffline, outlives: false);
            }

            _connectionsOwn = [];
            _slots.Clear();
        }
    }

    /// <summary>What can be operated without having a value is available from now on.</summary>
    public void Reach()
    {
        lock (_lock)
        {
            _isInReach = true;
        }
    }

    /// <summary>The device is out of reach: values that do not outlive their connection become unavailable.</summary>
    public void LoseConnection()
    {
        lock (_lock)
        {
            (_connection, _isInReach) = (0, false);
            foreach (var slot in _slots.Values.Where(slot => !slot.OutlivesConnection))
            {
                Change_NeedsLock(slot, EntityValue.Nothing, slot.Declared.OperableOffline, outlives: false);
            }
        }
    }

    public void Declare(long connection, IReadOnlyList<Entity> entities)
    {
        if (entities.GroupBy(entity => entity.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The entity '{twice.Key}' is declared twice.", nameof(entities));
        }

        lock (_lock)
        {
            if (connection != _connection || IsSame(_connectionsOwn, entities))
            {
                return;
            }

            _connectionsOwn = Copy(entities);
            Arrange_NeedsLock();
        }

        declared();
    }

    public void Set(long connection, string id, EntityValue value, bool isAvailable, bool outlives)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            var slot = _slots.GetValueOrDefault(id) ?? throw NotDeclared(id);
            if (EntityRules.CheckReading(slot.Declared, value) is { } mistake)
            {
                throw new ArgumentException($"The entity '{id}' cannot show '{value}': {mistake}.", nameof(value));
            }

            Change_NeedsLock(slot, value, isAvailable, outlives);
        }
    }

    public void Report(long connection, DeviceEvent happened)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            _ = _slots.GetValueOrDefault(happened.Entity) ?? throw NotDeclared(happened.Entity);
        }

        try
        {
            events.Append(EventType.Event, device, happened.Entity, json => json.WriteRawValue(happened.Json));
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The event of '{happened.Entity}' is not one JSON value: {error.Message}", nameof(happened));
        }
    }

    /// <summary>A list made by a plugin's code may be of a type of its own, and would keep its generation loaded.</summary>
    private static IReadOnlyList<Entity> Copy(IReadOnlyList<Entity> entities) =>
        [.. entities.Select(entity => entity with { Options = [.. entity.Options] })];

    private static bool IsSame(IReadOnlyList<Entity> known, IReadOnlyList<Entity> said) =>
        known.Count == said.Count && known.Zip(said).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(Entity known, Entity said) =>
        known == said with { Options = known.Options } && known.Options.SequenceEqual(said.Options);

    private void Arrange_NeedsLock()
    {
        var wanted = new Dictionary<string, Entity>();
        foreach (var entity in _plan.Concat(_connectionsOwn))
        {
            wanted[entity.Id] = entity;
        }

        foreach (var gone in _slots.Keys.Except(wanted.Keys).ToList())
        {
            _slots.Remove(gone);
        }

        var order = 0;
        foreach (var entity in wanted.Values)
        {
            if (!_slots.TryGetValue(entity.Id, out var slot))
            {
                // Without a value yet; a control can be operated as soon as there is a connection.
                _slots[entity.Id] = slot = new Slot(entity) { IsAvailable = entity.OperableOffline };
            }

            slot.Declared = entity;
            slot.Order = order++;
        }
    }

    /// <summary>Publishes within the lock, so that the log has the changes of one entity in their order.</summary>
    private void Change_NeedsLock(Slot slot, EntityValue value, bool isAvailable, bool outlives)
    {
        slot.OutlivesConnection = outlives;
        if (slot.Value == value && slot.IsAvailable == isAvailable)
        {
            return;
        }

        (slot.Value, slot.IsAvailable, slot.UpdatedAt) = (value, isAvailable, time.GetUtcNow());
        events.Append(EventType.State, device, slot.Declared.Id, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("value");
            EntityJson.Write(json, value);
            json.WriteBoolean("available", isAvailable);
            json.WriteEndObject();
        });
    }

    private ArgumentException NotDeclared(string id) => new($"The device '{device}' declares no entity '{id}'.", nameof(id));

    private sealed class Slot(Entity declared)
    {
        public Entity Declared { get; set; } = declared;

        public int Order { get; set; }

        public EntityValue Value { get; set; }

        public bool IsAvailable { get; set; }

        public bool OutlivesConnection { get; set; }

        public DateTimeOffset? UpdatedAt { get; set; }

        /// <summary>What has no value of its own is available whenever the device is.</summary>
        public EntityState ToState(bool isConnected) => new(
            Declared,
            Value,
            IsAvailable || (isConnected && Declared.Kind is EntityKind.Button or EntityKind.Event or EntityKind.Camera),
            UpdatedAt);
    }
}
