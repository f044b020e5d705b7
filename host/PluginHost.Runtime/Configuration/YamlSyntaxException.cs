namespace PluginHost.Runtime.Configuration;

/// <summary>The file cannot be read any further from this place on.</summary>
internal sealed class YamlSyntaxException(long line, long column, string message) : Exception(message)
{
    public int Line { get; } = (int)line;

    public int Column { get; } = (int)column;
}
