using System.Security.Cryptography;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>What goes out next to one client. Used again and again.</summary>
internal sealed class Reply
{
    private byte[] _bytes = new byte[2 * SessionCipher.LongestMessage];

    public int Length { get; private set; }

    /// <summary>In place of the ordinary latency.</summary>
    public TimeSpan? Delay { get; set; }

    public ReplyEnd End { get; set; }

    public bool IsNothing => Length == 0 && End == ReplyEnd.None;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    public void Clear() => (Length, Delay, End) = (0, null, ReplyEnd.None);

    /// <summary>Lets nothing out but how the connection goes on.</summary>
    public void Silence() => Length = 0;

    public void Add(SessionCipher cipher, ReadOnlySpan<byte> plain) => cipher.Encipher(plain, Append(plain.Length));

    public void AddRaw(ReadOnlySpan<byte> wire) => wire.CopyTo(Append(wire.Length));

    public void AddRandom(int count) => RandomNumberGenerator.Fill(Append(count));

    /// <summary>Keeps only the first half of what was added since.</summary>
    /// <param name="start">The length before.</param>
    public void Halve(int start) => Length = start + ((Length - start) / 2);

    private Span<byte> Append(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + count, 2 * _bytes.Length));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
