[DeviceDriver("subject")]
public sealed class OwnSynchronizationContext : SinDriver
{
    protected override void Commit()
    {
        SynchronizationContext.SetSynchronizationContext(new Own());
    }

    private sealed class Own : SynchronizationContext;
}
