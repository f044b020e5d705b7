namespace PluginHost.Ipcom.Outputs;

/// <summary>What the byte of a dimmer means.</summary>
internal enum DimmerScale
{
    /// <summary>Percent, as on an ExoDim; more than 100 is 100.</summary>
    Percent,

    /// <summary>255 is full.</summary>
    Byte,
}
