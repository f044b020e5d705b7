using Microsoft.Extensions.Configuration;

[DeviceDriver("subject")]
public sealed class ConfigurationPlain : SinDriver
{
    protected override void Commit()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Watts", "3")]).Build();
        configuration.Get<Reading>();
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
