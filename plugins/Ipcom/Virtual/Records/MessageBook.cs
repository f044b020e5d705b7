using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace PluginHost.Ipcom.Virtual.Records;

/// <summary>The connections, messages and writes that came last. Thread-safe.</summary>
/// <param name="limit">How many of each are kept.</param>
internal sealed class MessageBook(int limit)
{
    private readonly RecentList<IpcomMessage> _messages = new(limit);
    private readonly RecentList<IpcomWrite> _writes = new(limit);
    private readonly RecentList<DateTimeOffset> _accepts = new(limit);

    // Polls and keep-alives are the same two bytes a hundred thousand times over.
    private readonly ConcurrentDictionary<ushort, byte[]> _pairs = [];

    public IReadOnlyList<IpcomMessage> Messages => _messages.Read();

    public IReadOnlyList<IpcomWrite> Writes => _writes.Read();

    public IReadOnlyList<DateTimeOffset> Accepts => _accepts.Read();

    public void Accept(DateTimeOffset at) => _accepts.Add(at);

    public void Add(DateTimeOffset at, int client, IpcomMessageKind kind, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> wire) =>
        _messages.Add(new IpcomMessage(at, client, kind, Keep(plain), Keep(wire)));

    public void Add(IpcomWrite write) => _writes.Add(write);

    private byte[] Keep(ReadOnlySpan<byte> bytes) => bytes.Length == sizeof(ushort)
        ? _pairs.GetOrAdd(BinaryPrimitives.ReadUInt16BigEndian(bytes), static pair => [(byte)(pair >> 8), (byte)pair])
        : bytes.ToArray();
}
