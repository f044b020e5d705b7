namespace PluginHost.Runtime.Devices.Memory;

/// <summary>A driver's access to what is remembered; without effect once the device has become another one.</summary>
internal sealed class MemoryLoan(DeviceMemory memory) : IDeviceMemory
{
    public string? this[string key]
    {
        get => memory.Get(this, key);
        set => memory.Set(this, key, value);
    }
}
