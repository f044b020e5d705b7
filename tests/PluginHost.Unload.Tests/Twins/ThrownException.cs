[DeviceDriver("subject")]
public sealed class ThrownException : SinDriver
{
    protected override void Commit()
    {
        throw new OwnException();
    }

    private sealed class OwnException() : Exception("One of its own.");
}
