using System.Net;
using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Simulation;

/// <summary>What a virtual device is lent.</summary>
internal sealed class VirtualDeviceContext(
    ITransports transports, ISettings settings, FaultList faults, IPEndPoint listen, DeadlineSource deadlines, ILogger log) : IVirtualDeviceContext
{
    private readonly TaskCompletionSource<SettingNode> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SettingNode> Readiness => _ready.Task;

    public ILogger Log => log;

    public TimeProvider Time => deadlines.Time;

    public DeadlineSource Deadlines => deadlines;

    public ITransports Transports => transports;

    public ISettings Settings => settings;

    public FaultList Faults => faults;

    public IStreamListener Listen(int maxStreams = 64) => transports.Listen(
        new ListenerOptions { Address = listen.Address, Port = listen.Port, MaxStreams = maxStreams, StreamLimit = null });

    public void Ready(SettingNode settings) =>
        _ready.TrySetResult(settings.Kind == SettingNodeKind.Map ? settings : throw new ArgumentException("Expected a map of settings.", nameof(settings)));
}
