namespace PluginHost.Incident.Experiment;

/// <summary>A driver whose openings and turns are recorded; nothing else about it changes.</summary>
internal sealed class WatchedDriver(IDeviceDriver driver, PollRecord record) : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => driver.Settings;

    public DriverPlan Plan(ISettings settings) => driver.Plan(settings);

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        new Connection(await RecordAsync(() => driver.OpenAsync(attempt, deadline)), this);

    private async Task<T> RecordAsync<T>(Func<Task<T>> work)
    {
        using var poll = record.Begin();
        try
        {
            var result = await work();
            poll.Succeed();
            return result;
        }
        catch (DeviceBusyException)
        {
            // An answer: values and connection are kept.
            poll.Succeed();
            throw;
        }
    }

    private sealed class Connection(IDeviceConnection inner, WatchedDriver watch) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms { get; } =
        [
            .. inner.Rhythms.Select(rhythm => Rhythm.Every(
                rhythm.Name, rhythm.Interval, deadline => watch.RecordAsync(() => rhythm.TurnAsync(deadline))) with { Limit = rhythm.Limit }),
        ];

        public Task ListenAsync(CancellationToken stop) => inner.ListenAsync(stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => inner.ExecuteAsync(commands, deadline);

        public Task CloseAsync(Deadline deadline) => inner.CloseAsync(deadline);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
