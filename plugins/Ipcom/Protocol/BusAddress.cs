namespace PluginHost.Ipcom.Protocol;

/// <summary>How frames name the bus and its modules.</summary>
/// <param name="Bus">The byte before the frame; 0 leaves it out.</param>
/// <param name="FirstModule">The address of module 1; the others follow.</param>
internal readonly record struct BusAddress(byte Bus, byte FirstModule)
{
    private const byte MinidoBus = 2;
    private const byte MinidoBase = 60;
    private const byte BiBusBase = 30;

    /// <summary>The address of a bus.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="number">Its number. Does not count for Minido: the vendor's client says 2 there, even for bus 1.</param>
    public static BusAddress Of(BusKind kind, byte number) =>
        kind == BusKind.BiBus ? new BusAddress(number, BiBusBase) : new BusAddress(MinidoBus, MinidoBase);
}
