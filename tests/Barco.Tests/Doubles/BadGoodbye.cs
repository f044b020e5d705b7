namespace PluginHost.Barco.Tests.Doubles;

/// <summary>The driver, except that every farewell of a connection fails once the connection is closed.</summary>
internal sealed class BadGoodbye(IDeviceDriver driver) : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => driver.Settings;

    public DriverPlan Plan(ISettings settings) => driver.Plan(settings);

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) =>
        new Connection(await driver.OpenAsync(attempt, deadline));

    private sealed class Connection(IDeviceConnection inner) : IDeviceConnection
    {
        public IReadOnlyList<Rhythm> Rhythms => inner.Rhythms;

        public Task ListenAsync(CancellationToken stop) => inner.ListenAsync(stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => inner.ExecuteAsync(commands, deadline);

        public Task CloseAsync(Deadline deadline) => throw ConnectionEndedException.Lost("The farewell got lost.");

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            throw new IOException("The cleanup failed.");
        }
    }
}
