using System.Text;

namespace PluginHost.Dahua.Protocol.EventStream;

/// <summary>
/// Knows the line that parts one message from the next: two dashes or more, on some firmware a blank, the boundary, and two
/// dashes more at the very end.
/// </summary>
internal sealed class PartDelimiter
{
    /// <summary>No longer line is taken for a delimiter, whatever blanks it has.</summary>
    public const int LongestLine = 256;

    private const int MostTokenBytes = 100;

    /// <summary>What firmware writes whatever its header announces.</summary>
    private static readonly byte[] Usual = "myboundary"u8.ToArray();

    private readonly byte[][] _tokens;

    /// <summary>Knows a stream's delimiter.</summary>
    /// <param name="contentType">The response's content type; the boundary most devices use counts in any case.</param>
    public PartDelimiter(string? contentType)
    {
        var announced = Encoding.UTF8.GetBytes(BoundaryOf(contentType));
        _tokens = announced.Length is 0 or > MostTokenBytes || announced.AsSpan().SequenceEqual(Usual) ? [Usual] : [announced, Usual];
    }

    /// <summary>Tells whether a line without its line feed is a delimiter and nothing else.</summary>
    public bool Is(ReadOnlySpan<byte> line) =>
        line.Length <= LongestLine && StartIn(line) is >= 0 and var start && line[..start].Trim(" \t\r"u8).IsEmpty;

    /// <summary>Where the delimiter begins in which a line without its line feed ends; -1 where it ends otherwise.</summary>
    public int StartIn(ReadOnlySpan<byte> line)
    {
        var trimmed = line.TrimEnd(" \t\r"u8);
        var start = StartOf(trimmed);
        return start < 0 && trimmed.EndsWith("--"u8) ? StartOf(trimmed.TrimEnd((byte)'-')) : start;
    }

    /// <summary>Tells whether the begin of a line, not all blank, may yet become a delimiter.</summary>
    public bool MayBecome(ReadOnlySpan<byte> begin)
    {
        if (begin.Length > LongestLine)
        {
            return false;
        }

        var dashed = begin.TrimStart(" \t\r"u8);
        var rest = dashed.TrimStart((byte)'-');
        if (dashed.Length - rest.Length is 0 or 1)
        {
            return rest.IsEmpty;
        }

        rest = rest.TrimStart((byte)' ');
        foreach (var token in _tokens)
        {
            if (rest.Length <= token.Length
                ? token.AsSpan().StartsWith(rest)
                : rest.StartsWith(token) && rest[token.Length..].TrimEnd(" \t\r"u8).TrimStart((byte)'-').IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static string BoundaryOf(string? contentType)
    {
        const string Name = "boundary=";
        if (contentType?.IndexOf(Name, StringComparison.OrdinalIgnoreCase) is not { } at || at < 0)
        {
            return "";
        }

        var value = contentType.AsSpan(at + Name.Length);
        var end = value.IndexOf(';');
        return (end < 0 ? value : value[..end]).Trim().Trim('"').TrimStart('-').Trim().ToString();
    }

    private int StartOf(ReadOnlySpan<byte> line)
    {
        foreach (var token in _tokens)
        {
            if (line.EndsWith(token))
            {
                var dashed = line[..^token.Length].TrimEnd((byte)' ');
                var before = dashed.TrimEnd((byte)'-');
                if (dashed.Length - before.Length >= 2)
                {
                    return before.Length;
                }
            }
        }

        return -1;
    }
}
