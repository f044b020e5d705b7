namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>The driver with turns of a hundred polls each.</summary>
internal sealed class HastyDriver : IDeviceDriver
{
    private const int PollsPerTurn = 100;

    private readonly IpcomDriver _driver = new();

    public IReadOnlyList<Setting> Settings => _driver.Settings;

    public DriverPlan Plan(ISettings settings) => _driver.Plan(settings) with { HandOver = HandOverKind.Reconnect };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        new Connection(await _driver.OpenAsync(attempt, deadline));

    private sealed class Connection(IDeviceConnection inner) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => [.. inner.Rhythms.Where(rhythm => rhythm.Name == "poll").Select(rhythm =>
            Rhythm.Every(rhythm.Name, TimeSpan.FromMilliseconds(10), async deadline =>
            {
                for (var i = 0; i < PollsPerTurn; i++)
                {
                    await rhythm.TurnAsync(deadline);
                }
            }))];

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => inner.ExecuteAsync(commands, deadline);

        public Task CloseAsync(Deadline deadline) => inner.CloseAsync(deadline);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
