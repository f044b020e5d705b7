using System.Runtime.InteropServices;

[DeviceDriver("subject")]
public sealed class Signal : SinDriver
{
    protected override void Commit()
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Seen++);
    }

    private static PosixSignalRegistration? _registration;

    public static int Seen { get; private set; }

    public static bool Listens => _registration is not null;
}
