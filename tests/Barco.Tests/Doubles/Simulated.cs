using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Barco.Virtual;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>A virtual projector that runs on a network in memory.</summary>
internal sealed class Simulated : IVirtualDeviceContext, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Simulated(Dictionary<string, string>? knobs = null, TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Deadlines = new DeadlineSource(Time);
        var settings = new Dictionary<string, string> { ["latency"] = "0ms" };
        foreach (var (name, value) in knobs ?? [])
        {
            settings[name] = value;
        }

        Settings = SettingValues.From(Device.Settings, settings);
        _running = Device.RunAsync(this, _stop.Token);
    }

    public BarcoVirtualDevice Device { get; } = new();

    public PipeNetwork Network { get; } = new();

    public Dictionary<string, string>? DriverSettings { get; private set; }

    public ISettings Settings { get; }

    public FaultList Faults { get; } = new();

    public ILogger Log => NullLogger.Instance;

    public TimeProvider Time { get; }

    public DeadlineSource Deadlines { get; }

    public ITransports Transports => Network;

    public IStreamListener Listen(int maxStreams = 64) => Network.Listen(new ListenerOptions());

    public void Ready(SettingNode settings) => DriverSettings = settings.Entries.ToDictionary(entry => entry.Key.Text, entry => entry.Value.Text);

    public async Task<PipeStream> ConnectAsync()
    {
        using var deadline = Deadlines.Start(TimeSpan.FromSeconds(10));
        return (PipeStream)await Network.ConnectAsync("", 0, deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
