namespace PluginHost.Dahua.Tests.Protocol;

/// <summary>A stretch of the event stream: its segments, and what is known once each of them is there.</summary>
internal sealed record StreamVector(string Id, List<byte[]> Segments, List<List<string>> Known)
{
    public byte[] Bytes => [.. Segments.SelectMany(segment => segment)];

    public IEnumerable<string> Items => Known.SelectMany(items => items);
}
