using System.Text.Json;
using PluginHost.Runtime.Events;

namespace PluginHost.Runtime.Devices.Entities;

/// <summary>
/// What a device shows: its declared entities and their values, over all its connections. Publishes changes only, and
/// takes them from the present connection only. While two overlap, the values of the next one wait for its turn; events
/// are taken from both, each occurrence once.
/// </summary>
internal sealed class EntityBoard(string device, TimeProvider time, IEventLog events, LateWrites late, Action declared)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slot> _slots = [];
    private IReadOnlyList<Entity> _plan = [];
    private IReadOnlyList<Entity> _connectionsOwn = [];
    private readonly EventTwins _twins = new(time);
    private long _connection;
    private long _leaving;
    private WaitingEntities? _waiting;
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
            (_connection, _leaving, _waiting) = (connection, 0, null);
        }
    }

    /// <summary>A connection is being made while another one still serves: what it says of entities waits for <see cref="TakeOver"/>.</summary>
    /// <param name="connection">The next connection.</param>
    /// <param name="plan">The entities of its plan.</param>
    /// <param name="overlaps">Whether its events are taken beside those of the present one.</param>
    public void BeginBeside(long connection, IReadOnlyList<Entity> plan, bool overlaps)
    {
        lock (_lock)
        {
            _waiting = new WaitingEntities(connection, Copy(plan), overlaps);
        }
    }

    /// <summary>The next connection serves from now on. Of the one before only events are taken, until it has ended.</summary>
    public void TakeOver(long connection)
    {
        WaitingEntities waiting;
        lock (_lock)
        {
            if (_waiting is not { } next || next.Connection != connection)
            {
                return;
            }

            (_leaving, _connection, _waiting, waiting) = (_connection, connection, null, next);
            (_plan, _connectionsOwn) = (waiting.Plan, waiting.Own ?? _connectionsOwn);
            Arrange_NeedsLock();
            foreach (var (id, value, isAvailable, outlives) in waiting.Values)
            {
                if (_slots.TryGetValue(id, out var slot))
                {
                    Change_NeedsLock(slot, value, isAvailable, outlives);
                }
            }
        }

        if (waiting.Own is not null)
        {
            declared();
        }
    }

    /// <summary>Nothing more is taken from this connection; values stay until the device is out of reach.</summary>
    public void EndConnection(long connection)
    {
        lock (_lock)
        {
            _connection = _connection == connection ? 0 : _connection;
            _leaving = _leaving == connection ? 0 : _leaving;
            _waiting = _waiting?.Connection == connection ? null : _waiting;
        }
    }

    /// <summary>The device has become another one: what the old one told of itself is forgotten.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            // The connection to the old one may still speak.
            (_connection, _leaving, _waiting) = (0, 0, null);
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
            (_connection, _leaving, _waiting, _isInReach) = (0, 0, null, false);
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
            if (connection == _waiting?.Connection)
            {
                _waiting.Own = Copy(entities);
                return;
            }

            if (!IsPresent_NeedsLock(connection, "declare entities") || IsSame(_connectionsOwn, entities))
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
            var waits = connection == _waiting?.Connection;
            if (!waits && !IsPresent_NeedsLock(connection, "set a value"))
            {
                return;
            }

            var slot = _slots.GetValueOrDefault(id);
            var entity = (waits ? _waiting!.Find(id) : null) ?? slot?.Declared ?? throw NotDeclared(id);
            if (EntityRules.CheckReading(entity, value) is { } mistake)
            {
                throw new ArgumentException($"The entity '{id}' cannot show '{value}': {mistake}.", nameof(value));
            }

            if (waits)
            {
                _waiting!.Set(id, value, isAvailable, outlives);
            }
            else
            {
                Change_NeedsLock(slot!, value, isAvailable, outlives);
            }
        }
    }

    public void Report(long connection, DeviceEvent happened)
    {
        lock (_lock)
        {
            var waits = connection == _waiting?.Connection;
            if (!waits && (_leaving == 0 || connection != _leaving) && !IsPresent_NeedsLock(connection, "report an event"))
            {
                return;
            }

            _ = (waits ? _waiting!.Find(happened.Entity) : null)
                ?? _slots.GetValueOrDefault(happened.Entity)?.Declared ?? throw NotDeclared(happened.Entity);
            if (_twins.IsSecond(connection, happened, overlaps: _leaving != 0 || _waiting is { Overlaps: true }))
            {
                return;
            }
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

    private bool IsPresent_NeedsLock(long connection, string what)
    {
        if (connection == _connection)
        {
            return true;
        }

        late.Add(connection, what);
        return false;
    }

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
        Publish(slot.Declared.Id, value, isAvailable);
    }

    /// <summary>A method of its own, so that what its closure holds is not made for values that do not change, as most do not.</summary>
    private void Publish(string entity, EntityValue value, bool isAvailable) => events.Append(EventType.State, device, entity, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("value");
        EntityJson.Write(json, value);
        json.WriteBoolean("available", isAvailable);
        json.WriteEndObject();
    });

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
