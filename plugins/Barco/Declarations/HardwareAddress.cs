using System.Net.NetworkInformation;

namespace PluginHost.Barco.Declarations;

/// <summary>The address a sleeping projector is woken by.</summary>
internal static class HardwareAddress
{
    /// <summary>Where the learned one is kept.</summary>
    public const string MemoryKey = "mac";

    private const int Bytes = 6;

    public static bool IsValid(string text) =>
        PhysicalAddress.TryParse(text, out var address) && address.GetAddressBytes().Length == Bytes;
}
