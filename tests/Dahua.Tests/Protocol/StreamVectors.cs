using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PluginHost.Dahua.Tests.Protocol;

/// <summary>The stretches of <c>dahua-vectors.txt</c>, checked against their stated lengths.</summary>
internal static partial class StreamVectors
{
    public static IReadOnlyList<StreamVector> All { get; } = Load();

    public static TheoryData<string> Ids => [.. All.Select(vector => vector.Id)];

    public static StreamVector Get(string id) => All.Single(vector => vector.Id == id);

    private static List<StreamVector> Load()
    {
        using var stream = typeof(StreamVectors).Assembly.GetManifestResourceStream("dahua-vectors.txt")
            ?? throw new InvalidOperationException("dahua-vectors.txt is not in the assembly.");
        using var text = new StreamReader(stream, Encoding.UTF8);
        var vectors = new List<StreamVector>();
        while (text.ReadLine() is { } line)
        {
            switch (line)
            {
                case "" or ['#', ..]:
                    break;
                case ['V', ..]:
                    vectors.Add(new StreamVector(line.Split(' ')[0], [], []));
                    break;
                case ['>', ..]:
                    vectors[^1].Segments.Add(Bytes(line));
                    vectors[^1].Known.Add([]);
                    break;
                case ['=', ..]:
                    vectors[^1].Known[^1].Add(Plain(line[2..]));
                    break;
                default:
                    throw new InvalidDataException($"Not a vector line: {line}");
            }
        }

        return vectors;
    }

    private static byte[] Bytes(string line)
    {
        var close = line.IndexOf(']', StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(Plain(line[(close + 2)..]));
        var stated = int.Parse(line[3..close], CultureInfo.InvariantCulture);
        return bytes.Length == stated
            ? bytes
            : throw new InvalidDataException($"{bytes.Length} bytes instead of {stated}: {line}");
    }

    private static string Plain(string text) => Escape().Replace(text, match => match.Value[1] switch
    {
        'r' => "\r",
        'n' => "\n",
        's' => " ",
        _ => "\\",
    });

    [GeneratedRegex(@"\\[rns\\]")]
    private static partial Regex Escape();
}
