using Polly;
using Polly.Retry;

[DeviceDriver("subject")]
public sealed class PollyOverOutcome : SinDriver
{
    protected override void Commit()
    {
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { ShouldHandle = attempt => new(attempt.Outcome.Result is Reading) }).Build();
        pipeline.Execute(() => 3);
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
