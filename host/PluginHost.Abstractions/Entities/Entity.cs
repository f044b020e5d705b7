namespace PluginHost;

/// <summary>One value or control of a device, as declared by its driver.</summary>
/// <remarks>Immutable; change a declared entity by declaring it anew with <c>with</c>.</remarks>
/// <example>
/// <code>
/// Entity.Number("laser-power", 15, 100) with { Unit = "%", Continuous = true }
/// </code>
/// </example>
public sealed record Entity
{
    private Entity(string id, EntityKind kind, bool writable)
    {
        if (id.Length is 0 or > 64 || !id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
        {
            throw new ArgumentException($"The entity id '{id}' must be 1 to 64 of a-z, 0-9 and '-'.", nameof(id));
        }

        Id = id;
        Kind = kind;
        IsWritable = writable;
        Name = char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');
    }

    /// <summary>Identifies the entity within its device: 1 to 64 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public string Id { get; }

    /// <summary>What kind of value or control it is.</summary>
    public EntityKind Kind { get; }

    /// <summary>The name people see.</summary>
    /// <value>Made from the id by default: <c>laser-power</c> becomes "Laser power".</value>
    public string Name { get; init; }

    /// <summary>The unit of a number as people write it (%, °C, lx); <see langword="null"/> if it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>Home Assistant's device class (temperature, power, shutter …); <see langword="null"/> if none fits.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>The texts a <see cref="EntityKind.Select"/> can take, or a text sensor can show; empty otherwise.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The smallest number it takes, in <see cref="Unit"/>s.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number it takes, in <see cref="Unit"/>s.</summary>
    public double? Max { get; init; }

    /// <summary>The step between two numbers it takes, in <see cref="Unit"/>s.</summary>
    public double? Step { get; init; }

    /// <summary>Whether it takes commands.</summary>
    public bool IsWritable { get; init; }

    /// <summary>
    /// Whether only the newest value matters: a command that still waits is superseded by a newer one for the same
    /// entity (a slider being dragged).
    /// </summary>
    public bool Continuous { get; init; }

    /// <summary>
    /// Commands that wait under one key reach <see cref="IDeviceConnection.ExecuteAsync"/> together;
    /// <see langword="null"/> sends each alone.
    /// </summary>
    public string? BatchKey { get; init; }

    /// <summary>Whether it can be operated while there is no connection, see <see cref="IOfflineCommands"/>.</summary>
    public bool OperableOffline { get; init; }

    /// <summary>A reading: a number or a text.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Sensor(string id) => new(id, EntityKind.Sensor, writable: false);

    /// <summary>A reading that is true or false.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity BinarySensor(string id) => new(id, EntityKind.BinarySensor, writable: false);

    /// <summary>Something that can be switched on and off.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Switch(string id) => new(id, EntityKind.Switch, writable: true);

    /// <summary>A lamp that can be switched on and off.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Light(string id) => new(id, EntityKind.Light, writable: true);

    /// <summary>A shutter, blind or door; its position is a percentage, 100 is open.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Cover(string id) => new(id, EntityKind.Cover, writable: true);

    /// <summary>One of a list of texts.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="options">What can be chosen; may be declared anew when the device has told.</param>
    /// <returns>The declaration.</returns>
    public static Entity Select(string id, params IReadOnlyList<string> options) =>
        new(id, EntityKind.Select, writable: true) { Options = options };

    /// <summary>A number that can be set within a range.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="min">The smallest number, inclusive.</param>
    /// <param name="max">The largest number, inclusive.</param>
    /// <param name="step">The step between two numbers; <see langword="null"/> for any.</param>
    /// <returns>The declaration.</returns>
    public static Entity Number(string id, double min, double max, double? step = null) =>
        new(id, EntityKind.Number, writable: true) { Min = min, Max = max, Step = step };

    /// <summary>Something that can be pressed.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Button(string id) => new(id, EntityKind.Button, writable: true);

    /// <summary>A text that can be set.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Text(string id) => new(id, EntityKind.Text, writable: true);

    /// <summary>Something that happens; see <see cref="IEntities.Report"/>.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Event(string id) => new(id, EntityKind.Event, writable: false);

    /// <summary>A camera; see <see cref="IImageSource"/>.</summary>
    /// <param name="id">The entity's id.</param>
    /// <returns>The declaration.</returns>
    public static Entity Camera(string id) => new(id, EntityKind.Camera, writable: false);

    /// <summary>Whether both declare the same, options compared one by one.</summary>
    /// <param name="other">The other declaration.</param>
    /// <returns>True when nothing differs.</returns>
    public bool Equals(Entity? other) =>
        other is not null && Id == other.Id && Kind == other.Kind && Name == other.Name && Unit == other.Unit
        && DeviceClass == other.DeviceClass && Min == other.Min && Max == other.Max && Step == other.Step
        && IsWritable == other.IsWritable && Continuous == other.Continuous && BatchKey == other.BatchKey
        && OperableOffline == other.OperableOffline && Options.SequenceEqual(other.Options);

    /// <summary>A hash over id and kind.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => HashCode.Combine(Id, Kind);
}
