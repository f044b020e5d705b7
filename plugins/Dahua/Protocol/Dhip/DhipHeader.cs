using System.Buffers;
using System.Buffers.Binary;

namespace PluginHost.Dahua.Protocol.Dhip;

/// <summary>What stands before every body, or before every piece of one.</summary>
/// <param name="Session">The session.</param>
/// <param name="Id">The number of the call.</param>
/// <param name="Length">How many bytes follow.</param>
/// <param name="TotalLength">How many the body has.</param>
/// <remarks>Little endian: <c>20 00 00 00 "DHIP" session id length 0 total 0</c>.</remarks>
internal readonly record struct DhipHeader(uint Session, uint Id, uint Length, uint TotalLength)
{
    /// <summary>Its length.</summary>
    public const int Size = 32;

    /// <summary>With it every header begins.</summary>
    public static ReadOnlySpan<byte> Mark => [0x20, 0, 0, 0, (byte)'D', (byte)'H', (byte)'I', (byte)'P'];

    /// <summary>Reads a header that begins with the mark.</summary>
    public static DhipHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]));

    /// <summary>Writes a body in one piece.</summary>
    public static void WriteFrame(IBufferWriter<byte> output, uint session, uint id, ReadOnlySpan<byte> body)
    {
        new DhipHeader(session, id, (uint)body.Length, (uint)body.Length).Write(output);
        output.Write(body);
    }

    /// <summary>Writes the header.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var bytes = output.GetSpan(Size)[..Size];
        bytes.Clear();
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Session);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Id);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], TotalLength);
        output.Advance(Size);
    }
}
