[DeviceDriver("subject")]
public sealed class ThreadLocalValue : SinDriver
{
    protected override void Commit()
    {
        _reading.Value = new Reading();
    }

    private static readonly ThreadLocal<Reading> _reading = new();

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
