[DeviceDriver("subject")]
public sealed class TaskLoop : SinDriver
{
    protected override void Commit()
    {
        _ = Task.Run(LoopAsync);
    }

    private static async Task LoopAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
