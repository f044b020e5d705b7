using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Simulation;

/// <summary>Starts virtual devices with checked settings and faults.</summary>
internal static class VirtualDevices
{
    /// <exception cref="ArgumentException">A setting or fault is wrong; the message says which.</exception>
    public static VirtualDeviceRun Start(
        IVirtualDevice device,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyList<FaultRequest> faults,
        IPEndPoint listen,
        LedgerOwner owner,
        ConnectionLedger ledger,
        TransportServices transports,
        ILogger log)
    {
        var values = SettingValues.From(device.Settings, settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        var list = new FaultList();
        foreach (var fault in faults)
        {
            if (device.Faults.All(known => known.Name != fault.Name))
            {
                throw new ArgumentException(
                    $"The virtual device knows no fault '{fault.Name}'{Suggestion.For(fault.Name, device.Faults.Select(known => known.Name))}; "
                    + $"it knows: {string.Join(", ", device.Faults.Select(known => known.Name))}.",
                    nameof(faults));
            }

            list.Set(fault);
        }

        return new VirtualDeviceRun(device, values, list, listen, owner, ledger, transports, log);
    }
}
