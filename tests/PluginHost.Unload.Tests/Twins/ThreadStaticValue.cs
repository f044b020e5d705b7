[DeviceDriver("subject")]
public sealed class ThreadStaticValue : SinDriver
{
    protected override void Commit()
    {
        _reading = new Reading();
        _ = _reading;
    }

    [ThreadStatic]
    private static Reading? _reading;

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
