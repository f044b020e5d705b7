using System.Text;

namespace PluginHost.Dahua.Protocol.Replies;

/// <summary>What a device tells line by line, as <c>key=value</c>. The value is everything behind the first equals sign.</summary>
internal sealed class ReplyFields
{
    private readonly Dictionary<string, string> _values;

    private ReplyFields(Dictionary<string, string> values) => _values = values;

    /// <summary>All of it.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The value of a key; <see langword="null"/> where it was not told.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Reads an answer; a line without an equals sign is left out, and of two with the same key the last counts.</summary>
    public static ReplyFields Read(ReadOnlySpan<byte> body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].TrimEnd((byte)'\r');
            var equals = line.IndexOf((byte)'=');
            if (equals > 0)
            {
                values[Encoding.UTF8.GetString(line[..equals].Trim((byte)' '))] = Encoding.UTF8.GetString(line[(equals + 1)..]);
            }
        }

        return new ReplyFields(values);
    }
}
