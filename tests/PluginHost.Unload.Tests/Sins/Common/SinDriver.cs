/// <summary>Does one thing when its device is opened.</summary>
public abstract class SinDriver : IDeviceDriver
{
    public IReadOnlyList<Setting> Settings => [];

    public DriverPlan Plan(ISettings settings) => new();

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        await CommitAsync(attempt, deadline);
        return new Connection(this);
    }

    protected virtual Task CommitAsync(IConnectionContext attempt, Deadline deadline)
    {
        Commit();
        return Task.CompletedTask;
    }

    protected virtual void Commit()
    {
    }

    protected virtual Task ListenAsync(CancellationToken stop) => Task.CompletedTask;

    private sealed class Connection(SinDriver driver) : IDeviceConnection
    {
        public Task ListenAsync(CancellationToken stop) => driver.ListenAsync(stop);

        public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
