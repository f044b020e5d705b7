using System.Buffers;
using System.Text;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>What tests send and expect on a stream.</summary>
internal static class StreamText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task SendAsync(this PipeStream stream, ReadOnlyMemory<byte> bytes) => await stream.Output.WriteAsync(bytes);

    public static Task SendAsync(this PipeStream stream, string text) => stream.SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits for exactly these bytes to come next.</summary>
    public static async Task ExpectAsync(this PipeStream stream, params byte[][] parts)
    {
        var expected = parts.SelectMany(part => part).ToArray();
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(await stream.ReceiveAsync(expected.Length)));
    }

    /// <summary>The next bytes; fewer where the stream ends before.</summary>
    public static async Task<byte[]> ReceiveAsync(this PipeStream stream, int count)
    {
        var result = await stream.Input.ReadAtLeastAsync(count).AsTask().WaitAsync(Patience);
        var bytes = result.Buffer.Slice(0, Math.Min(count, result.Buffer.Length)).ToArray();
        stream.Input.AdvanceTo(result.Buffer.GetPosition(bytes.Length));
        return bytes;
    }

    /// <summary>Waits until the peer has closed, with nothing sent before.</summary>
    public static async Task ExpectEndAsync(this PipeStream stream) => Assert.Empty(await stream.ReceiveAsync(1));
}
