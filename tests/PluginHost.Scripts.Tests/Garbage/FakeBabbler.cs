using PluginHost.Scripts.Tests.Doubles;

namespace PluginHost.Scripts.Tests.Garbage;

/// <summary>Sends the same bytes to whoever comes, in pieces, and leaves.</summary>
internal sealed class FakeBabbler : FakeDevice
{
    public byte[] Words { get; set; } = [];

    protected override async Task ServeAsync(FakeConnection client)
    {
        await client.SendAsync(Words);
        client.Close();
    }
}
