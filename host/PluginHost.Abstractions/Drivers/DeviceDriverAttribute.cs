namespace PluginHost;

/// <summary>Marks a class as a driver and gives it the id that a device's <c>driver:</c> names.</summary>
/// <param name="id">1 to 64 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, unique in the house.</param>
/// <example><code>[DeviceDriver("barco", Name = "Barco Pulse projector", Version = "1.0.0")]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DeviceDriverAttribute(string id) : Attribute
{
    /// <summary>The driver's id.</summary>
    public string Id { get; } = id;

    /// <summary>The name people see; <see langword="null"/> shows the id.</summary>
    public string? Name { get; init; }

    /// <summary>The driver's version; <see langword="null"/> takes the assembly's.</summary>
    public string? Version { get; init; }
}
