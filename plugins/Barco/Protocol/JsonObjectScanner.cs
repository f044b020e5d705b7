namespace PluginHost.Barco.Protocol;

/// <summary>
/// Finds where a JSON object ends in bytes that arrive in pieces. Every byte is looked at once; what
/// was seen is kept as depth and string state, never as bytes.
/// </summary>
internal struct JsonObjectScanner
{
    private int _depth;
    private bool _inString;
    private bool _escaped;

    public readonly bool IsInside => _depth > 0;

    /// <summary>
    /// Returns how many bytes belong to the object: all of them where it does not end in
    /// <paramref name="bytes"/>. Outside an object the first byte must be its opening brace.
    /// </summary>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            if (_escaped)
            {
                _escaped = false;
                position++;
                continue;
            }

            var rest = bytes[position..];
            var next = _inString ? rest.IndexOfAny((byte)'"', (byte)'\\') : rest.IndexOfAny((byte)'"', (byte)'{', (byte)'}');
            if (next < 0)
            {
                return bytes.Length;
            }

            position += next + 1;
            switch (rest[next])
            {
                case (byte)'\\':
                    _escaped = true;
                    break;
                case (byte)'"':
                    _inString = !_inString;
                    break;
                case (byte)'{':
                    _depth++;
                    break;
                default:
                    _depth--;
                    if (_depth == 0)
                    {
                        return position;
                    }

                    break;
            }
        }

        return position;
    }
}
