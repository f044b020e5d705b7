using Polly;
using Polly.Retry;

[DeviceDriver("subject")]
public sealed class PollyOverOwnType : SinDriver
{
    protected override void Commit()
    {
        _ = new ResiliencePipelineBuilder<Reading>().AddRetry(new RetryStrategyOptions<Reading>()).Build();
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
