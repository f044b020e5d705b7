[DeviceDriver("subject")]
public sealed class HungOpen : SinDriver
{
    protected override async Task CommitAsync(IConnectionContext attempt, Deadline deadline)
    {
        await Task.Delay(TimeSpan.FromHours(1));
    }
}
