[DeviceDriver("subject")]
public sealed class DeadlineRegistration : SinDriver
{
    protected override Task CommitAsync(IConnectionContext attempt, Deadline deadline)
    {
        deadline.Token.Register(() => Passed = true);
        return Task.CompletedTask;
    }

    public static bool Passed { get; private set; }
}
