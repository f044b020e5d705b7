namespace PluginHost.Runtime.Devices.Memory;

/// <summary>Of what something is remembered: another driver, or the same at another address, must not go by it.</summary>
/// <param name="Driver">The driver that learned it.</param>
/// <param name="Address">Where; empty for a driver whose settings name no host.</param>
internal sealed record MemoryOrigin(string Driver, string Address)
{
    public static MemoryOrigin Unknown { get; } = new("", "");

    public override string ToString() => Driver.Length == 0 ? "a driver it does not name" : Address.Length == 0 ? Driver : $"{Driver} at {Address}";
}
