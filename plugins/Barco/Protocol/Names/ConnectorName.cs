namespace PluginHost.Barco.Protocol.Names;

internal static class ConnectorName
{
    /// <summary>The object of a source's connector: "DisplayPort 1" is <c>displayport1</c>.</summary>
    public static string FromSource(string source) =>
        string.Concat(source.Where(letter => char.IsLetterOrDigit(letter) || letter == '_')).ToLowerInvariant();
}
