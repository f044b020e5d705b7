namespace PluginHost.Ipcom.Protocol;

/// <summary>The values of all outputs, as a poll answers them: 16 modules of 8 bytes, always all of them.</summary>
internal static class Snapshot
{
    /// <summary>How many values there are.</summary>
    public const int Values = OutputAddress.Modules * OutputAddress.OutputsPerModule;

    /// <summary>The length of the message: id, version, values.</summary>
    public const int Length = ShortMessages.Length + Values;

    /// <summary>Writes the message in plain.</summary>
    /// <param name="values">128 values, module by module.</param>
    /// <param name="message">Takes <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> values, Span<byte> message)
    {
        ShortMessages.Poll.CopyTo(message);
        values[..Values].CopyTo(message[ShortMessages.Length..]);
    }

    /// <summary>The values in a message that is plain and complete.</summary>
    /// <param name="message"><see cref="Length"/> bytes.</param>
    /// <returns>128 values, module by module.</returns>
    public static ReadOnlySpan<byte> ValuesOf(ReadOnlySpan<byte> message) => message.Slice(ShortMessages.Length, Values);
}
