namespace PluginHost.Ipcom.Protocol;

/// <summary>The message that sets the outputs of a module: always all eight of them.</summary>
/// <remarks><c>04 01 [BUS] 23 TO 00 0a 01 v1..v8 CK</c>, with CK the exclusive or of 01 and the values.</remarks>
internal static class OutputWrite
{
    /// <summary>The longest form; without the byte for the bus it is one shorter.</summary>
    public const int MaxLength = 17;

    /// <summary>Where the byte that tells the frame's length stands, from the start of the frame.</summary>
    public const int LengthOffset = 3;

    /// <summary>Marks the start of a frame for the bus.</summary>
    public const byte FrameStart = 0x23;

    private const byte Version = 1;
    private const byte FromComputer = 0;
    private const byte SetOutputs = 1;
    private const byte DataLength = 1 + OutputAddress.OutputsPerModule + 1;

    /// <summary>Writes the message in plain.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="module">The module, 1 to 16.</param>
    /// <param name="values">The eight values.</param>
    /// <param name="message">Takes up to <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many it took.</returns>
    public static int Write(BusAddress bus, int module, ReadOnlySpan<byte> values, Span<byte> message)
    {
        var at = 0;
        message[at++] = (byte)MessageId.Frame;
        message[at++] = Version;
        if (bus.Bus != 0)
        {
            message[at++] = bus.Bus;
        }

        message[at++] = FrameStart;
        message[at++] = (byte)(bus.FirstModule + module - 1);
        message[at++] = FromComputer;
        message[at++] = DataLength;
        var data = at;
        message[at++] = SetOutputs;
        values[..OutputAddress.OutputsPerModule].CopyTo(message[at..]);
        at += OutputAddress.OutputsPerModule;
        message[at] = Checksum(message[data..at]);
        return at + 1;
    }

    /// <summary>Reads a message in plain.</summary>
    /// <param name="message">The complete message.</param>
    /// <param name="bus">The bus it must be for.</param>
    /// <param name="module">The module, 1 to 16.</param>
    /// <param name="values">The eight values.</param>
    /// <returns>Whether it is whole and right: start, address, length and checksum.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, BusAddress bus, out int module, out ReadOnlySpan<byte> values)
    {
        module = 0;
        values = default;
        var frame = bus.Bus == 0 ? ShortMessages.Length : ShortMessages.Length + 1;
        var data = frame + LengthOffset + 1;
        if (message.Length != data + DataLength
            || message[0] != (byte)MessageId.Frame
            || message[1] != Version
            || (bus.Bus != 0 && message[ShortMessages.Length] != bus.Bus)
            || message[frame] != FrameStart
            || message[frame + LengthOffset] != DataLength
            || message[data] != SetOutputs
            || message[^1] != Checksum(message[data..^1]))
        {
            return false;
        }

        module = message[frame + 1] - bus.FirstModule + 1;
        values = message.Slice(data + 1, OutputAddress.OutputsPerModule);
        return module is >= 1 and <= OutputAddress.Modules;
    }

    private static byte Checksum(ReadOnlySpan<byte> data)
    {
        byte sum = 0;
        foreach (var value in data)
        {
            sum ^= value;
        }

        return sum;
    }
}
