using System.Diagnostics.Metrics;

[DeviceDriver("subject")]
public sealed class DisposedMeter : SinDriver
{
    protected override void Commit()
    {
        using var meter = new Meter("subject");
        meter.CreateObservableGauge("watts", () => 3.0);
    }
}
