using System.Globalization;
using System.Text;

namespace PluginHost.Barco.Tests.Protocol;

/// <summary>The exchanges of <c>pulse-vectors.txt</c>, checked against their stated lengths.</summary>
internal static class PulseVectors
{
    public static IReadOnlyList<PulseVector> All { get; } = Load();

    /// <summary>Ids with a line index, for theories: V09 has two replies, V04 a reply and a notification.</summary>
    public static TheoryData<string, int> ClientLines => Lines(vector => vector.Client);

    public static TheoryData<string, int> DeviceLines => Lines(vector => vector.Device);

    public static PulseVector Get(string id) => All.Single(vector => vector.Id == id);

    private static TheoryData<string, int> Lines(Func<PulseVector, List<byte[]>> side)
    {
        var lines = new TheoryData<string, int>();
        foreach (var vector in All)
        {
            for (var index = 0; index < side(vector).Count; index++)
            {
                lines.Add(vector.Id, index);
            }
        }

        return lines;
    }

    private static List<PulseVector> Load()
    {
        using var stream = typeof(PulseVectors).Assembly.GetManifestResourceStream("pulse-vectors.txt")
            ?? throw new InvalidOperationException("pulse-vectors.txt is not in the assembly.");
        using var text = new StreamReader(stream, Encoding.UTF8);
        var vectors = new List<PulseVector>();
        while (text.ReadLine() is { } line)
        {
            switch (line)
            {
                case "" or ['#', ..]:
                    break;
                case ['V', ..]:
                    vectors.Add(new PulseVector(line.Split(' ')[0], [], [], []));
                    break;
                case ['C', ..]:
                    vectors[^1].Client.Add(Bytes(line));
                    break;
                case ['D', ..]:
                    vectors[^1].Device.Add(Bytes(line));
                    break;
                case ['c', 'u', 't', ..]:
                    vectors[^1].Cuts.AddRange(line.Split(' ').Skip(1).Select(cut => int.Parse(cut, CultureInfo.InvariantCulture)));
                    break;
                default:
                    throw new InvalidDataException($"Not a vector line: {line}");
            }
        }

        return vectors;
    }

    private static byte[] Bytes(string line)
    {
        var close = line.IndexOf(']');
        var body = line[(close + 2)..];
        var bytes = body.StartsWith("hex ", StringComparison.Ordinal)
            ? Convert.FromHexString(body[4..].Replace(" ", ""))
            : Encoding.UTF8.GetBytes(body.Replace("\\r", "\r").Replace("\\n", "\n"));
        var stated = int.Parse(line[3..close], CultureInfo.InvariantCulture);
        return bytes.Length == stated
            ? bytes
            : throw new InvalidDataException($"{bytes.Length} bytes instead of {stated}: {line}");
    }
}
