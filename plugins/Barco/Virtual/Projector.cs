using System.Buffers;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Faults;
using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Methods;
using PluginHost.Barco.Virtual.Model;
using PluginHost.Barco.Virtual.Timing;

namespace PluginHost.Barco.Virtual;

/// <summary>The projector and who is connected to it. One lock guards the model, so that clients see one order of changes.</summary>
internal sealed class Projector
{
    private readonly Lock _lock = new();
    private readonly FaultList _faults;
    private readonly TimeProvider _time;
    private readonly ProjectorModel _model;
    private readonly MethodTable _methods;
    private readonly Agenda _agenda;
    private readonly List<VirtualSession> _sessions = [];
    private readonly Gate _empty = new(isOpen: true);
    private readonly BusyFault _busy = new(VirtualFaults.Busy);
    private readonly BusyFault _busyReads = new(VirtualFaults.BusyReads);
    private DateTimeOffset? _scheduled;

    public Projector(VirtualOptions options, FaultList faults, TimeProvider time)
    {
        (_faults, _time) = (faults, time);
        _model = new ProjectorModel(options);
        _methods = new MethodTable(options);
        _agenda = new Agenda(time);
        Network = new Gate(isOpen: !_model.IsOffline);
    }

    public VirtualOptions Options => _model.Options;

    /// <summary>Open while the network can reach it.</summary>
    public Gate Network { get; }

    /// <summary>Lets time act until stopped.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        Change(_ => { });
        return _agenda.RunAsync(stop);
    }

    public void Wake() => Change(now => _model.Power.Wake(now));

    /// <returns>False where it takes no further client.</returns>
    public bool TryJoin(VirtualSession session)
    {
        lock (_lock)
        {
            if (_model.IsOffline || (Options.MaxClients > 0 && _sessions.Count >= Options.MaxClients))
            {
                return false;
            }

            _sessions.Add(session);
            _empty.Set(isOpen: false);
            return true;
        }
    }

    public bool HasClients => !_empty.IsOpen;

    /// <summary>Ends when the last client has left.</summary>
    public Task NoClients => _empty.Opened;

    public void Leave(VirtualSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session);
            _empty.Set(isOpen: _sessions.Count == 0);
        }
    }

    public void EndSessions()
    {
        lock (_lock)
        {
            _sessions.ForEach(session => session.EndAfterPending());
        }
    }

    /// <summary>Runs a request; its reply is handed over, with the time it is due, before anybody hears of what it changed.</summary>
    public void Exchange(PulseRequest request, VirtualSession from, Action<CallAnswer, DateTimeOffset> reply)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            _model.Advance(now);
            Publish_NeedsLock(now, TimeSpan.Zero, null);
            var latency = _model.Latency;
            var answer = Pretend_NeedsLock(request, now) ?? _methods.Run(new Call(request, from.Client, _model, now));
            reply(answer, now + latency);
            _model.Advance(now);
            Publish_NeedsLock(now, latency, from);
        }
    }

    private CallAnswer? Pretend_NeedsLock(PulseRequest request, DateTimeOffset now)
    {
        var towards = "ready";
        switch (request.Method)
        {
            case PulseMethods.Authenticate when _faults.Occurs(VirtualFaults.LoginBusy, out _):
                return SystemMethods.Busy(BusyReply.Busy, "AUTHENTICATE", towards);
            case PulseMethods.Authenticate when _faults.Occurs(VirtualFaults.RefusePin, out var value):
                return SystemMethods.RefusePin(FaultValue.Word(VirtualFaults.RefusePin, value, "access-error", "server-error", "false") switch
                {
                    "access-error" => WrongPinReply.AccessError,
                    "server-error" => WrongPinReply.ServerError,
                    _ => WrongPinReply.False,
                });
            case SystemNames.PowerOn when _busy.Occurs(_faults, now, out towards):
                return SystemMethods.Busy(Options.BusyReply, "POWER_ON", towards);
            case SystemNames.PowerOff when _busy.Occurs(_faults, now, out towards):
                return SystemMethods.Busy(Options.BusyReply, "POWER_OFF", towards);
            case PulseMethods.PropertyGet when !ReadsState(request) && _busyReads.Occurs(_faults, now, out towards):
                return SystemMethods.Busy(Options.BusyReply, "READ", towards);
            case PulseMethods.PropertyGet when FirstBesideState(request) is { } name && _faults.Occurs(VirtualFaults.StandbyRefuses, out _):
                return CallAnswer.NoProperty(name);
            default:
                return null;
        }
    }

    private static string? FirstBesideState(PulseRequest request) =>
        request.TryGetNames("property", out var names, out _) ? names.FirstOrDefault(name => name != SystemNames.State) : null;

    private static bool ReadsState(PulseRequest request) =>
        request.TryGetNames("property", out var names, out _) && names.Contains(SystemNames.State);

    private void Change(Action<DateTimeOffset> change)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            _model.Advance(now);
            change(now);
            _model.Advance(now);
            Publish_NeedsLock(now, TimeSpan.Zero, null);
        }
    }

    private void Publish_NeedsLock(DateTimeOffset now, TimeSpan delay, VirtualSession? from)
    {
        foreach (var change in _model.Properties.TakeChanges())
        {
            var bytes = Write(output => PulseReplyWriter.PropertyChanged(output, KeyValuePair.Create(change.Name, change.Value)));
            Notify(session => session.Client.Properties.Contains(change.Name) && (Options.NotifySelf || session != from), bytes);
        }

        foreach (var change in _model.TakeModelChanges())
        {
            var key = Options.ModelUpdatedKey == ModelUpdatedKey.ObjectChanged ? SignalNames.ObjectChanged : SignalNames.ModelUpdated;
            JsonNode arguments = new JsonObject { ["object"] = change.ObjectName, ["newobject"] = change.Appeared };
            var bytes = Write(output => PulseReplyWriter.SignalCallback(output, KeyValuePair.Create(key, (JsonNode?)arguments)));
            Notify(session => session.Client.Signals.Contains(SignalNames.ModelUpdated), bytes);
        }

        Network.Set(!_model.IsOffline);
        if (_model.Due is { } due && due != _scheduled)
        {
            _scheduled = due;
            _agenda.Add(due, _ =>
            {
                Change(_ => { });
                return Task.CompletedTask;
            });
        }

        void Notify(Predicate<VirtualSession> isMeant, byte[] bytes)
        {
            foreach (var session in _sessions.FindAll(isMeant))
            {
                session.Send(now + delay, Delivery.Whole(bytes));
            }
        }
    }

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
