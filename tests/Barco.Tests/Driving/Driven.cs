using PluginHost.Barco.Declarations;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Barco.Tests.Virtual;

namespace PluginHost.Barco.Tests.Driving;

/// <summary>The driver connected to a virtual projector, its lane moved by the test.</summary>
internal sealed class Driven : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _settings;
    private IDeviceConnection? _connection;

    public Driven(string knobs, Dictionary<string, string>? settings = null)
    {
        Projector = new Simulated(VirtualProjectorTests.Knobs(knobs));
        _settings = settings ?? [];
        Attempt = NewAttempt();
    }

    public Simulated Projector { get; }

    public Attempt Attempt { get; private set; }

    public EntityRecord Shown => Attempt.Shown;

    public Task Listening { get; private set; } = Task.CompletedTask;

    public static async Task<Driven> OpenAsync(string knobs, Dictionary<string, string>? settings = null)
    {
        var driven = new Driven(knobs, settings);
        await driven.OpenAsync();
        return driven;
    }

    public async Task OpenAsync()
    {
        Attempt = NewAttempt();
        using var deadline = Attempt.Deadlines.Start(TimeSpan.FromSeconds(40));
        _connection = await new BarcoDriver().OpenAsync(Attempt, deadline);
        Listening = _connection.ListenAsync(_stop.Token);
    }

    /// <summary>One turn of every rhythm, as after opening; a busy projector ends the turn it met.</summary>
    public async Task<IReadOnlyDictionary<string, TimeSpan>> RefreshAsync()
    {
        var next = new Dictionary<string, TimeSpan>();
        foreach (var rhythm in _connection!.Rhythms)
        {
            using var deadline = Attempt.Deadlines.Start(rhythm.Limit);
            next[rhythm.Name] = (await rhythm.TurnAsync(deadline)).Next ?? rhythm.Interval;
        }

        return next;
    }

    public async Task<CommandOutcome?> SendAsync(string entity, EntityValue value)
    {
        var declared = BarcoEntities.All.Concat(Shown.Declared).Last(known => known.Id == entity);
        var command = new Command(declared, value);
        using var deadline = Attempt.Deadlines.Start(TimeSpan.FromSeconds(10));
        await _connection!.ExecuteAsync(new CommandBatch([command]), deadline);
        return command.Outcome;
    }

    public int Requests(string method) => Projector.Device.Counters.Requests.GetValueOrDefault(method);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await Projector.DisposeAsync();
        _stop.Dispose();
    }

    private Attempt NewAttempt() => new(Projector.Network, TimeProvider.System, _settings);
}
