namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>The names of statuses on the wire.</summary>
public static class DeviceStatusNames
{
    /// <summary>The name that users, scripts and the API know.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The name in kebab case.</returns>
    public static string ToName(this DeviceStatus status) => status switch
    {
        DeviceStatus.Disabled => "disabled",
        DeviceStatus.Connecting => "connecting",
        DeviceStatus.Online => "online",
        DeviceStatus.Busy => "busy",
        DeviceStatus.Backoff => "backoff",
        DeviceStatus.AuthFailed => "auth-failed",
        DeviceStatus.Failed => "failed",
        _ => "stopped",
    };
}
