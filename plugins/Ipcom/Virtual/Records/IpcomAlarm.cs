namespace PluginHost.Ipcom.Virtual;

/// <summary>A moment at which both relays of a pair were on, or were asked for.</summary>
/// <param name="At">The moment.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="First">One relay, such as <c>M5O1</c>.</param>
/// <param name="Second">The other.</param>
public readonly record struct IpcomAlarm(DateTimeOffset At, IpcomAlarmKind Kind, string First, string Second);
