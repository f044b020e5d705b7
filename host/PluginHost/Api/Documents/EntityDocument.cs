using PluginHost.Runtime.Devices.Entities;

namespace PluginHost.Server.Api.Documents;

/// <summary>One value or control of a device.</summary>
internal sealed record EntityDocument(
    string Id,
    string Kind,
    string Name,
    EntityValue Value,
    bool Available,
    DateTime? UpdatedAt,
    string? Unit,
    string? DeviceClass,
    IReadOnlyList<string> Options,
    double? Min,
    double? Max,
    double? Step,
    bool Writable)
{
    public static EntityDocument From(EntityState state) => new(
        state.Declared.Id,
        NameOf(state.Declared.Kind),
        state.Declared.Name,
        state.Value,
        state.IsAvailable,
        state.UpdatedAt?.UtcDateTime,
        state.Declared.Unit,
        state.Declared.DeviceClass,
        state.Declared.Options,
        state.Declared.Min,
        state.Declared.Max,
        state.Declared.Step,
        state.Declared.IsWritable);

    private static string NameOf(EntityKind kind) => kind switch
    {
        EntityKind.BinarySensor => "binary-sensor",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
