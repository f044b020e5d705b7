using System.Linq;

[DeviceDriver("subject")]
public sealed class Collections : SinDriver
{
    protected override void Commit()
    {
        _ = new Dictionary<string, Reading> { ["a"] = new() }.Values.OrderBy(reading => reading.Watts).ToList();
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
