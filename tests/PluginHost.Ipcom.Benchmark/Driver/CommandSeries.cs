using PluginHost.Ipcom.Benchmark.Processes;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>Commands, one at a time or many at once.</summary>
internal sealed class CommandSeries(DriverHouse house)
{
    /// <summary>No multiple of the poll interval, so that commands meet every phase of it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1037);

    private readonly bool[] _isOn = new bool[HouseMaps.Lights];

    /// <summary>Sends one command after the other until stopped.</summary>
    public async Task<IReadOnlyList<CommandTimes>> SendOneByOneAsync(CancellationToken stop)
    {
        List<CommandTimes> times = [];
        using var beat = new PeriodicTimer(Interval);
        while (!stop.IsCancellationRequested)
        {
            times.Add(await ToggleAsync(times.Count % HouseMaps.Lights));
            await ((Task)beat.WaitForNextTickAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return times;
    }

    /// <summary>Sends one for every light at once.</summary>
    public async Task<IReadOnlyList<CommandTimes>> SendAllAsync() => await Task.WhenAll(Enumerable.Range(0, HouseMaps.Lights).Select(ToggleAsync));

    private async Task<CommandTimes> ToggleAsync(int light)
    {
        _isOn[light] = !_isOn[light];
        var called = MachineClock.Now;
        var outcome = await house.SwitchAsync(0, light, _isOn[light]);
        return new CommandTimes(called, MachineClock.Now, outcome.ToName());
    }
}
