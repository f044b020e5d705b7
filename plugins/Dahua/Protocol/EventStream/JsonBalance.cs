namespace PluginHost.Dahua.Protocol.EventStream;

/// <summary>Tells whether a JSON value that comes line by line is complete, by its brackets and strings alone.</summary>
internal struct JsonBalance
{
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _hasBegun;

    /// <summary>Whether everything that was opened is closed, and something was there at all.</summary>
    public readonly bool IsComplete => _hasBegun && _depth <= 0 && !_inString;

    /// <summary>Takes more of the value.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (_escaped)
            {
                _escaped = false;
                continue;
            }

            switch (value)
            {
                case (byte)'\\' when _inString:
                    _escaped = true;
                    break;
                case (byte)'"':
                    _inString = !_inString;
                    _hasBegun = true;
                    break;
                case (byte)'{' or (byte)'[' when !_inString:
                    _depth++;
                    _hasBegun = true;
                    break;
                case (byte)'}' or (byte)']' when !_inString:
                    _depth--;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    break;
                default:
                    _hasBegun = true;
                    break;
            }
        }
    }
}
