using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>The value that an output is to take.</summary>
/// <param name="Address">The output.</param>
/// <param name="Value">Its byte on the wire.</param>
/// <param name="Full">The byte that is full; more is shown as full, and for a relay anything but 0 is on.</param>
internal readonly record struct OutputValue(OutputAddress Address, byte Value, byte Full)
{
    /// <summary>The byte with which a relay is switched on.</summary>
    public const byte On = 255;

    /// <summary>A dimmer is told to know steps of two percent, so an odd level may come back as its neighbour.</summary>
    private const int DimmerStep = 1;

    /// <summary>A relay.</summary>
    public static OutputValue Relay(OutputAddress address, bool isOn) => new(address, isOn ? On : (byte)0, Full: 1);

    /// <summary>A dimmer.</summary>
    public static OutputValue Dimmer(OutputAddress address, byte level, byte full) => new(address, level, full);

    /// <summary>Whether what a snapshot shows is this.</summary>
    public bool IsShownBy(byte seen) =>
        (seen == 0) == (Value == 0) && Math.Abs(Math.Min(seen, Full) - Math.Min(Value, Full)) <= DimmerStep;
}
