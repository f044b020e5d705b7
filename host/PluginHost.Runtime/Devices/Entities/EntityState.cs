namespace PluginHost.Runtime.Devices.Entities;

/// <summary>An entity as it stood at a moment.</summary>
/// <param name="Declared">How its driver declared it.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsAvailable">Whether the value holds, or the control can be operated.</param>
/// <param name="UpdatedAt">When value or availability last changed; <see langword="null"/> when neither ever did.</param>
public sealed record EntityState(Entity Declared, EntityValue Value, bool IsAvailable, DateTimeOffset? UpdatedAt);
