namespace PluginHost;

/// <summary>What the host lends to calls that concern one device.</summary>
public interface IDeviceContext : IDriverContext
{
    /// <summary>The device's id in the configuration.</summary>
    string DeviceId { get; }

    /// <summary>The device's settings.</summary>
    ISettings Settings { get; }

    /// <summary>What the driver learned about this device and wants to know after a restart.</summary>
    IDeviceMemory Memory { get; }
}
