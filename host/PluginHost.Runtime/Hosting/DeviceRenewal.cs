using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.HandOver;

namespace PluginHost.Runtime.Hosting;

/// <summary>A device that goes over to another model.</summary>
/// <param name="Device">The device.</param>
/// <param name="Before">The model it had.</param>
/// <param name="Now">The model it gets.</param>
/// <param name="WasOnline">Whether it was online at that moment.</param>
/// <param name="Served">Ends when it is served by the new model, or will not be by itself.</param>
internal sealed record DeviceRenewal(Device Device, DeviceModel Before, DeviceModel Now, bool WasOnline, Task<HandOverResult> Served);
