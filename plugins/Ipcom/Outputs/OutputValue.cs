using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>The value that an output is to take.</summary>
/// <param name="Address">The output.</param>
/// <param name="Value">Its byte on the wire.</param>
/// <param name="IsRelay">Whether it only knows on and off, whatever byte stands for on.</param>
internal readonly record struct OutputValue(OutputAddress Address, byte Value, bool IsRelay)
{
    /// <summary>The byte with which a relay is switched on.</summary>
    public const byte On = 255;

    /// <summary>A dimmer is told to know steps of two percent, so an odd level may come back as its neighbour.</summary>
    private const int DimmerStep = 1;

    /// <summary>A relay.</summary>
    public static OutputValue Relay(OutputAddress address, bool isOn) => new(address, isOn ? On : (byte)0, IsRelay: true);

    /// <summary>A dimmer.</summary>
    public static OutputValue Dimmer(OutputAddress address, byte level) => new(address, level, IsRelay: false);

    /// <summary>Whether what a snapshot shows is this.</summary>
    public bool IsShownBy(byte seen) => (seen == 0) == (Value == 0) && (IsRelay || Math.Abs(seen - Value) <= DimmerStep);
}
