[DeviceDriver("subject")]
public sealed class LongCancelAfter : SinDriver
{
    protected override void Commit()
    {
        _limit.Token.Register(() => Passed = true);
        _limit.CancelAfter(TimeSpan.FromHours(1));
    }

    private static readonly CancellationTokenSource _limit = new();

    public static bool Passed { get; private set; }
}
