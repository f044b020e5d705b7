using System.Threading.Channels;

namespace PluginHost.Runtime.Devices.Lanes;

/// <summary>Wakes a lane: signals that come while it is awake are kept, as one.</summary>
internal sealed class LaneSignal
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _signal.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken stop) => _signal.Reader.ReadAsync(stop);
}
