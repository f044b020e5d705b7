namespace PluginHost;

/// <summary>Marks a class as the virtual device of a driver.</summary>
/// <param name="driver">The id of the driver that can connect to it.</param>
/// <example><code>[VirtualDevice("barco")]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class VirtualDeviceAttribute(string driver) : Attribute
{
    /// <summary>The id of the driver that can connect to it.</summary>
    public string Driver { get; } = driver;
}
