[DeviceDriver("subject")]
public sealed class ForgottenCall : SinDriver
{
    protected override async Task CommitAsync(IConnectionContext attempt, Deadline deadline)
    {
        await new TaskCompletionSource().Task;
    }
}
