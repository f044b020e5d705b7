namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>One change of a device's status, kept for diagnosis.</summary>
/// <param name="At">When.</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status since.</param>
/// <param name="Reason">Why, in a sentence; empty when nothing needs saying.</param>
public sealed record DeviceTransition(DateTimeOffset At, DeviceStatus From, DeviceStatus To, string Reason);
