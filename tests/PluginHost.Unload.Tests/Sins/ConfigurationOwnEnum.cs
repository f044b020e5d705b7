using Microsoft.Extensions.Configuration;

[DeviceDriver("subject")]
public sealed class ConfigurationOwnEnum : SinDriver
{
    protected override void Commit()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Unit", "Watt")]).Build();
        configuration.Get<Reading>();
    }

    public enum Unit
    {
        None,
        Watt,
    }

    public sealed class Reading
    {
        public Unit Unit { get; set; }
    }
}
