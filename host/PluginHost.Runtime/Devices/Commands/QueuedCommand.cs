using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Commands;

/// <summary>A command on its way through the queue.</summary>
internal sealed class QueuedCommand
{
    private readonly TaskCompletionSource<CommandAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly long _postedAt;
    private readonly TimeSpan _limit;

    /// <param name="id">Its number.</param>
    /// <param name="command">What the driver gets.</param>
    /// <param name="isWaitedFor">Whether its sender waits for the outcome.</param>
    /// <param name="limit">How long it may take from now on, waiting included.</param>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called when the limit is reached.</param>
    public QueuedCommand(long id, Command command, bool isWaitedFor, TimeSpan limit, TimeProvider time, Action<QueuedCommand> expired)
    {
        (Id, Command, IsWaitedFor, _limit, _time) = (id, command, isWaitedFor, limit, time);
        _postedAt = time.GetTimestamp();
        Expiry = new WheelTimer(() => expired(this));
    }

    public long Id { get; }

    public Command Command { get; }

    public bool IsWaitedFor { get; }

    public WheelTimer Expiry { get; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_postedAt);

    /// <summary>What the driver has for it: what is left to a sender that waits, all of it where only the queue has a limit.</summary>
    public TimeSpan TimeToExecute => IsWaitedFor && _limit - Elapsed is var left && left < CommandLimits.Execution ? left : CommandLimits.Execution;

    public Task<CommandAnswer> Answer => _answer.Task;

    public CommandAnswer? TryAnswer(CommandAnswerStatus status, string reason)
    {
        var answer = new CommandAnswer(Id, status, reason, Elapsed);
        return _answer.TrySetResult(answer) ? answer : null;
    }
}
