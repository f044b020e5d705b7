namespace PluginHost.Ipcom.Protocol;

/// <summary>What the modules are wired to.</summary>
internal enum BusKind
{
    /// <summary>The bus that every installation seen so far has.</summary>
    Minido,

    /// <summary>Known from the vendor's client alone.</summary>
    BiBus,
}
