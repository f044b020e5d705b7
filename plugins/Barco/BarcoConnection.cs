using PluginHost.Barco.Commands;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Readings;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco;

/// <summary>An open conversation with a projector.</summary>
internal sealed class BarcoConnection : IResumableConnection
{
    private static readonly TimeSpan AfterBusy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SensorInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CounterInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan IdentityInterval = TimeSpan.FromHours(1);

    private readonly PulseSession _session;
    private readonly ProjectorView _view;
    private readonly CommandTable _commands;

    public BarcoConnection(IConnectionContext attempt, OpenSession open, bool staysOpen)
    {
        _session = open.Session;
        _view = new ProjectorView(attempt, open.State);
        _session.OnUnasked(_view.Take);
        var client = new PulseClient(_session);
        var state = new StateReading(client, _view, staysOpen);
        _commands = new CommandTable(client, _view, state);
        Rhythms =
        [
            // These three say after each turn when they want the next; the interval holds where the projector was busy.
            Rhythm.Every(RhythmNames.State, AfterBusy, state.TurnAsync),
            Rhythm.Every(RhythmNames.Picture, AfterBusy, new PictureReading(client, _view, staysOpen).TurnAsync),
            Rhythm.Every(RhythmNames.Sources, AfterBusy, new SourceReading(client, _view, attempt.Time).TurnAsync),
            Calm(RhythmNames.Identity, IdentityInterval, new IdentityReading(client, _view, attempt.Memory).TurnAsync),
            Calm(RhythmNames.Sensors, SensorInterval, new SensorReading(client, _view).TurnAsync),
            Calm(RhythmNames.Counters, CounterInterval, new CounterReading(client, _view).TurnAsync),
        ];

        // In a transition every answer takes seconds, and who is in a hurry then is a person with a command.
        Rhythm Calm(string name, TimeSpan interval, Func<Deadline, Task> turn) => Rhythm.Every(name, interval, async deadline =>
        {
            if (_view.State.IsTransition)
            {
                return RhythmTurn.NextIn(_view.State.PollInterval);
            }

            await turn(deadline).ConfigureAwait(false);
            return RhythmTurn.Done;
        });
    }

    public IReadOnlyList<Rhythm> Rhythms { get; }

    public async Task ListenAsync(CancellationToken stop)
    {
        await _session.ReadAsync(stop).ConfigureAwait(false);
        if (_session.Ending is { } ending)
        {
            throw _view.State == PulseState.Eco && ending.End == ConnectionEnd.Lost
                ? ConnectionEndedException.Lost("The projector went to eco and left the network.", ending)
                : new ConnectionEndedException(ending.End, ending.Message, ending);
        }
    }

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        foreach (var command in commands)
        {
            await _commands.RunAsync(command, deadline).ConfigureAwait(false);
        }
    }

    public Task<HandOverState> SuspendAsync(Deadline deadline)
    {
        var (left, stream) = _session.Suspend(_view.State);
        return Task.FromResult(new HandOverState(SessionState.Version, left.Write(), [stream]));
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
