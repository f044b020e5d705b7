namespace PluginHost.Barco.Tests.Doubles;

/// <summary>The driver, except that an open connection asks for nothing: only the silence can end it.</summary>
internal sealed class NeverAsking(IDeviceDriver driver) : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => driver.Settings;

    public DriverPlan Plan(ISettings settings) => driver.Plan(settings);

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        new Connection(await driver.OpenAsync(attempt, deadline));

    private sealed class Connection(IDeviceConnection inner) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => [];

        public Task ListenAsync(CancellationToken stop) => inner.ListenAsync(stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => inner.ExecuteAsync(commands, deadline);

        public Task CloseAsync(Deadline deadline) => inner.CloseAsync(deadline);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
