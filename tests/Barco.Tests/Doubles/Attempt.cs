using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Barco.Declarations;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>What the host lends to one attempt.</summary>
internal sealed class Attempt(PipeNetwork network, TimeProvider time, Dictionary<string, string>? settings = null) : IConnectionContext
{
    public EntityRecord Shown { get; } = new(BarcoEntities.All);

    public MemoryRecord Kept { get; init; } = new();

    public string? Busy { get; private set; }

    public HashSet<string> Soon { get; } = [];

    public IEntities Entities => Shown;

    public string DeviceId => "cinema";

    public ISettings Settings { get; } = SettingValues.From(
        BarcoSettings.All, new Dictionary<string, string>(settings ?? []) { ["host"] = "192.168.1.50" });

    public IDeviceMemory Memory => Kept;

    public ILogger Log => NullLogger.Instance;

    public TimeProvider Time => time;

    public DeadlineSource Deadlines { get; } = new(time);

    public ITransports Transports => network;

    public void SetBusy(string? reason) => Busy = reason;

    public void RunSoon(string rhythm)
    {
        lock (Soon)
        {
            Soon.Add(rhythm);
        }
    }
}
