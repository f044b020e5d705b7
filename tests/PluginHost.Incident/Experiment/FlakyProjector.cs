using System.Globalization;
using PluginHost.Barco.Virtual;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Incident.Experiment;

/// <summary>A virtual projector of one client's own, and the count of that client's sockets.</summary>
internal sealed class FlakyProjector(VirtualDeviceRun run, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const int ClosingLooks = 20;

    private static readonly TimeSpan ClosingLook = TimeSpan.FromMilliseconds(100);

    public FaultList Faults => run.Faults;

    /// <summary>With which a driver connects to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    public int Port { get; } = int.Parse(settings["port"], CultureInfo.InvariantCulture);

    /// <summary>Descriptors of sockets to it that this process holds, without the projector's own ends.</summary>
    public int ClientDescriptors => SocketCounter.Snapshot(Environment.ProcessId).ClientSide(Port).Sockets.Count;

    /// <summary>The same once closings that are under way had time to end.</summary>
    public async Task<int> CountLeftAsync()
    {
        for (var i = 0; i < ClosingLooks && ClientDescriptors > 0; i++)
        {
            await Task.Delay(ClosingLook);
        }

        return ClientDescriptors;
    }

    public static async Task<FlakyProjector> StartAsync()
    {
        var (run, settings) = await DriverBench.SimulateAsync(
            new BarcoVirtualDevice(), new() { ["state"] = "on", ["latency"] = "0ms", ["transition-latency"] = "0s", ["auth-mode"] = "all", ["pin"] = "98765" });
        return new FlakyProjector(run, settings);
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();
}
