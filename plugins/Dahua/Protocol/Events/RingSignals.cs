using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>
/// Tells what a door station sends when somebody rings. Each model has its own, and most send several of them for one ring,
/// so that only the first within <see cref="OneRing"/> is to be told.
/// </summary>
internal static class RingSignals
{
    /// <summary>What comes within this time is the same ring.</summary>
    public static TimeSpan OneRing { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Tells whether an event says that somebody rings. An alarm input, the button of some models, does not tell.</summary>
    public static bool Has(CameraEvent cameraEvent) => (cameraEvent.Code, cameraEvent.Action) switch
    {
        ("Invite", EventActions.Pulse) => true,
        ("CallNoAnswered" or "PhoneCallDetect", EventActions.Start) => true,
        ("_DoTalkAction_", EventActions.Pulse) => Member(cameraEvent, "Action"u8) is { ValueKind: JsonValueKind.String } action && action.ValueEquals("Invite"u8),
        ("BackKeyLight", EventActions.Pulse) => Member(cameraEvent, "State"u8) is { ValueKind: JsonValueKind.Number } state && state.TryGetDouble(out var value) && value is 1 or 2,
        _ => false,
    };

    private static JsonElement Member(CameraEvent cameraEvent, ReadOnlySpan<byte> name) =>
        cameraEvent.DataKind == EventDataKind.Json
        && JsonElement.Parse(cameraEvent.Data.Span) is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty(name, out var member)
            ? member
            : default;
}
