namespace PluginHost.Runtime.Devices.Commands;

/// <summary>The commands of one connection whose outcome its driver tells after the call, or not at all.</summary>
internal sealed class DeferredCommands(TimeProvider time, Action<QueuedCommand, CommandOutcome> answer)
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Answers a command when its driver tells the outcome, when its time is up, or when the connection ends.</summary>
    /// <param name="queued">A deferred one.</param>
    public void Add(QueuedCommand queued) => _ = FollowAsync(queued, queued.Command.Deferred!);

    /// <summary>Answers what is still open: nobody will tell any more.</summary>
    public void End() => _end.Cancel();

    private async Task FollowAsync(QueuedCommand queued, Task<CommandOutcome> outcome)
    {
        var left = queued.TimeToExecute;
        await ((Task)outcome.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, _end.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        answer(queued, outcome.IsCompletedSuccessfully ? await outcome.ConfigureAwait(false)
            : _end.IsCancellationRequested ? new CommandOutcome(CommandStatus.Failed, "The connection ended before the device had confirmed it.")
            : new CommandOutcome(CommandStatus.TimedOut, "The device did not confirm it in time."));
    }
}
