using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

[DeviceDriver("subject")]
public sealed class OptionsDataAnnotations : SinDriver
{
    protected override void Commit()
    {
        var services = new ServiceCollection();
        services.AddOptions<Reading>().ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<Reading>>().Value;
    }

    public sealed class Reading
    {
        [Range(0, 10)]
        public double Watts { get; set; }
    }
}
