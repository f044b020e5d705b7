using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>The session keys of the protocol's test vectors, made up.</summary>
internal static class TestKeys
{
    /// <summary>The first; two of its bytes are set so that vectors come out which were seen on a wire.</summary>
    public static ReadOnlyMemory<byte> A { get; } = MakeA();

    /// <summary>The second.</summary>
    public static ReadOnlyMemory<byte> B { get; } = Make(0xa5, 13);

    private static byte[] MakeA()
    {
        var key = Make(0x2f, 7);
        (key[120], key[127]) = (0x06, 0x10);
        return key;
    }

    private static byte[] Make(byte first, int step)
    {
        var key = new byte[LoginAnswer.KeyLength];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = (byte)(first + (step * i));
        }

        return key;
    }
}
