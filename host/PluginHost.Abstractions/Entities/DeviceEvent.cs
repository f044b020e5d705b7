namespace PluginHost;

/// <summary>Something the device reported that happened: a door bell, a line crossed.</summary>
/// <param name="Entity">The entity it belongs to.</param>
/// <param name="Json">What the device told, as one JSON value; published unmodified.</param>
/// <example><code>attempt.Entities.Report(new DeviceEvent("doorbell", """{"action":"Start"}"""));</code></example>
public sealed record DeviceEvent(string Entity, string Json)
{
    /// <summary>
    /// What makes two reports the same occurrence. While two connections overlap in a hand-over, a second event with an
    /// equal fingerprint within 2 s is dropped once; <see langword="null"/> compares entity and JSON.
    /// </summary>
    public string? Fingerprint { get; init; }
}
