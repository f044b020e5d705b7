using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Server.Api.Documents;

/// <summary>A device.</summary>
internal sealed record DeviceDocument(
    string Id,
    string Name,
    string Driver,
    string? Plugin,
    int? Generation,
    string Status,
    DateTime StatusSince,
    string? LastError,
    int Attempt,
    DateTime? NextAttemptAt,
    ConnectionCounts Connections,
    CommandsDocument Commands,
    IReadOnlyList<RhythmDocument> Rhythms,
    IReadOnlyList<EntityDocument> Entities)
{
    public static DeviceDocument From(DeviceSnapshot device) => new(
        device.Id,
        device.Name,
        device.Driver,
        device.Plugin,
        device.Generation,
        device.Status.ToName(),
        device.StatusSince.UtcDateTime,
        device.LastError.Length > 0 ? device.LastError : null,
        device.Attempt,
        device.NextAttemptAt?.UtcDateTime,
        ConnectionCounts.From(device.Connections),
        CommandsDocument.From(device.Commands),
        [.. device.Rhythms.Select(RhythmDocument.From)],
        [.. device.Entities.Select(EntityDocument.From)]);
}
