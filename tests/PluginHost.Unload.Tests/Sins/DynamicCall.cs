[DeviceDriver("subject")]
public sealed class DynamicCall : SinDriver
{
    protected override void Commit()
    {
        dynamic reading = new Reading();
        reading.Watts = 3.0;
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
