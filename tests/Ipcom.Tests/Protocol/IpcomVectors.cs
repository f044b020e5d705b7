using System.Text;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Protocol;

/// <summary>The messages of <c>ipcom-vectors.txt</c>.</summary>
internal static class IpcomVectors
{
    /// <summary>Made so that the bytes of one captured controller come out.</summary>
    public static byte[] KeyA { get; } = MakeKeyA();

    public static byte[] KeyB { get; } = [.. Enumerable.Range(0, LoginAnswer.KeyLength).Select(i => (byte)(0xa5 + (13 * i)))];

    public static IReadOnlyList<IpcomVector> All { get; } = Load();

    public static TheoryData<string> Ids => [.. All.Select(vector => vector.Id)];

    public static IpcomVector Get(string id) => All.Single(vector => vector.Id == id);

    private static byte[] MakeKeyA()
    {
        var key = Enumerable.Range(0, LoginAnswer.KeyLength).Select(i => (byte)(0x2f + (7 * i))).ToArray();
        (key[120], key[127]) = (0x06, 0x10);
        return key;
    }

    private static List<IpcomVector> Load()
    {
        using var stream = typeof(IpcomVectors).Assembly.GetManifestResourceStream("ipcom-vectors.txt")
            ?? throw new InvalidOperationException("ipcom-vectors.txt is not in the assembly.");
        using var text = new StreamReader(stream, Encoding.UTF8);
        var vectors = new List<IpcomVector>();
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
        {
            switch (line)
            {
                case "" or ['#', ..]:
                    break;
                case ['V', ..] or [' ', ' ', 'p' or 'w', ..]:
                    lines.Add(line);
                    break;
                default:
                    lines[^1] += line.Trim();
                    break;
            }
        }

        foreach (var message in lines.Chunk(3))
        {
            var head = message[0].Split(' ');
            vectors.Add(new IpcomVector(head[0], Cipher(head[1]), Bytes(message[1]), Bytes(message[2])));
        }

        return vectors;
    }

    private static SessionCipher Cipher(string mode) => mode switch
    {
        "[S]" => SessionCipher.WithoutKey,
        "[A]" => SessionCipher.WithKey(KeyA),
        "[B]" => SessionCipher.WithKey(KeyB),
        _ => throw new InvalidDataException($"Not a mode: {mode}"),
    };

    private static byte[] Bytes(string line) => Convert.FromHexString(line[4..]);
}
