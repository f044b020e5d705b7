[DeviceDriver("subject")]
public sealed class CancelKeyHandler : SinDriver
{
    protected override void Commit()
    {
        Console.CancelKeyPress += (_, _) => Left++;
    }

    public static int Left { get; private set; }
}
