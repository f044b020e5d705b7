[DeviceDriver("subject")]
public sealed class FaultedTask : SinDriver
{
    protected override void Commit()
    {
        _ = Task.Run(() => throw new OwnException());
    }

    private sealed class OwnException() : Exception("One of its own.");
}
