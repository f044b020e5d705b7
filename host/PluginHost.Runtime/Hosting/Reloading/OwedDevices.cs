using PluginHost.Runtime.Devices;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>
/// Devices on their way back to the generation before a bad one: the next build owes them too, or whoever saves two bad ones
/// quickly would have the second one kept. One that stays away longer is away for a reason of its own.
/// </summary>
internal sealed class OwedDevices
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly IReadOnlySet<Device> _devices;
    private readonly TimeProvider _time;
    private readonly long _since;

    /// <param name="devices">The devices.</param>
    /// <param name="time">The clock.</param>
    public OwedDevices(IReadOnlySet<Device> devices, TimeProvider time) => (_devices, _time, _since) = (devices, time, time.GetTimestamp());

    /// <summary>Owes nothing.</summary>
    public static OwedDevices None { get; } = new(new HashSet<Device>(), TimeProvider.System);

    /// <summary>Those that still count.</summary>
    public IReadOnlySet<Device> Now => _time.GetElapsedTime(_since) < Limit ? _devices : new HashSet<Device>();
}
