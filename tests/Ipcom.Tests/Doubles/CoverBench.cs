using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Outputs;
using PluginHost.Ipcom.Protocol;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>One shutter, its writes and a controller of two relays, by a clock moved by hand.</summary>
internal sealed class CoverBench
{
    private readonly byte[] _relays = new byte[Snapshot.Values];
    private readonly OutputImage _image = new();
    private readonly List<string> _frames = [];

    public CoverBench(TimeSpan? travelTime = null, bool overTwoModules = false)
    {
        Pair = new RelayPair(new OutputAddress(5, 8), overTwoModules ? new OutputAddress(7, 1) : new OutputAddress(5, 7));
        Writes = new OutputWrites(
            (module, values, _) =>
            {
                _frames.Add($"{module}: {string.Join(' ', values.ToArray())}");
                values.Span.CopyTo(Follows ? _relays.AsSpan((module - 1) * OutputAddress.OutputsPerModule) : new byte[OutputAddress.OutputsPerModule]);
                return Task.CompletedTask;
            },
            _image,
            [Pair],
            Time);
        Cover = Connect(travelTime);
    }

    public FakeTimeProvider Time { get; } = new();

    public OutputWrites Writes { get; }

    public RelayPair Pair { get; }

    public Cover Cover { get; }

    public IReadOnlyList<string> Frames => _frames;

    /// <summary>Whether the controller does what is written.</summary>
    public bool Follows { get; set; } = true;

    /// <summary>The same shutter as another connection sees it.</summary>
    public Cover Connect(TimeSpan? travelTime = null) => new(
        new CoverPlan("loft", Pair, travelTime, TimeSpan.FromMilliseconds(500)), _image, Writes, Time, NullLogger.Instance);

    /// <summary>Switches the relays at the wall.</summary>
    public void Press(bool up, bool down)
    {
        _relays[Pair.Up.Index] = up ? OutputValue.On : (byte)0;
        _relays[Pair.Down.Index] = down ? OutputValue.On : (byte)0;
    }

    public Command Send(EntityValue value, double seconds = 10)
    {
        var command = new Command(Entity.Cover("loft"), value);
        Cover.Execute(command, Writes.After(TimeSpan.FromSeconds(seconds)));
        return command;
    }

    /// <summary>Takes a snapshot.</summary>
    public void Look(Cover? cover = null)
    {
        _image.Take(_relays);
        Writes.Compare();
        (cover ?? Cover).Observe();
        (cover ?? Cover).Step();
    }

    /// <summary>Writes what is due, without a look before or after.</summary>
    public async Task WriteAsync()
    {
        using var deadline = new DeadlineSource(Time).Start(TimeSpan.FromSeconds(5), CancellationToken.None);
        await Writes.WriteNextAsync(deadline);
    }

    /// <summary>Lets time pass, with a look and a write every 50 ms.</summary>
    public async Task PassAsync(double seconds, Cover? cover = null)
    {
        for (var end = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds); Time.GetUtcNow() < end; Time.Advance(TimeSpan.FromMilliseconds(50)))
        {
            Look(cover);
            await WriteAsync();
        }

        Look(cover);
    }
}
