using System.Diagnostics.Metrics;

[DeviceDriver("subject")]
public sealed class ObservedMeter : SinDriver
{
    protected override void Commit()
    {
        _meter.CreateObservableGauge("watts", () => 3.0);
    }

    private static readonly Meter _meter = new("subject");
}
