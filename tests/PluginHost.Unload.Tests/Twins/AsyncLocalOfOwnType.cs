[DeviceDriver("subject")]
public sealed class AsyncLocalOfOwnType : SinDriver
{
    protected override void Commit()
    {
        _reading.Value = new Reading();
    }

    private static readonly AsyncLocal<Reading> _reading = new();

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
