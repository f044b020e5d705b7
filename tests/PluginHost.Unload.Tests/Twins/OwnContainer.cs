using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

[DeviceDriver("subject")]
public sealed class OwnContainer : SinDriver
{
    protected override void Commit()
    {
        var services = new ServiceCollection();
        services.AddSingleton<Reading>().AddOptions<Reading>().Configure(reading => reading.Watts = 3);
        var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<Reading>();
        _ = provider.GetRequiredService<IOptions<Reading>>().Value;
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
