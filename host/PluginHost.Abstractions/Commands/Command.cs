namespace PluginHost;

/// <summary>A value that a person or program wants an entity to take.</summary>
/// <remarks>
/// The host has checked the value against the entity. A command whose outcome the driver does not set is
/// <see cref="CommandStatus.Completed"/> when <see cref="IDeviceConnection.ExecuteAsync"/> returns, unless it was
/// <see cref="Defer">deferred</see>. The first outcome that is set stands. Thread-safe.
/// </remarks>
/// <param name="entity">The entity as declared.</param>
/// <param name="value">The value wanted; <see cref="EntityValue.Nothing"/> for a button.</param>
/// <example>
/// <code>
/// foreach (var command in commands)
/// {
///     if (!await TrySendAsync(command.Entity.Id, command.Value, deadline)) { command.Refuse("The device knows no such source."); }
/// }
/// </code>
/// </example>
public sealed class Command(Entity entity, EntityValue value)
{
    private CommandOutcome? _outcome;
    private TaskCompletionSource<CommandOutcome>? _deferred;

    /// <summary>The entity as declared.</summary>
    public Entity Entity { get; } = entity;

    /// <summary>The value wanted; <see cref="EntityValue.Nothing"/> for a button.</summary>
    public EntityValue Value { get; } = value;

    /// <summary>What became of it; <see langword="null"/> until that is known.</summary>
    public CommandOutcome? Outcome => Volatile.Read(ref _outcome);

    /// <summary>The device acknowledged it.</summary>
    public void Complete() => End(CommandStatus.Completed, null);

    /// <summary>The device is in a state change and did not take it.</summary>
    /// <param name="reason">One sentence for the person who sent it.</param>
    public void Busy(string reason) => End(CommandStatus.Busy, reason);

    /// <summary>The device does not accept this value or command.</summary>
    /// <param name="reason">One sentence for the person who sent it.</param>
    public void Refuse(string reason) => End(CommandStatus.Refused, reason);

    /// <summary>The device tried and could not.</summary>
    /// <param name="reason">One sentence for the person who sent it.</param>
    public void Fail(string reason) => End(CommandStatus.Failed, reason);

    /// <summary>A newer command took its place before it was sent.</summary>
    public void Supersede() => End(CommandStatus.Superseded, "A newer command took its place.");

    /// <summary>
    /// Leaves the outcome open when <see cref="IDeviceConnection.ExecuteAsync"/> returns, for a device that confirms later:
    /// the lane goes on meanwhile, and a rhythm or <see cref="IDeviceConnection.ListenAsync"/> tells the outcome.
    /// </summary>
    /// <remarks>
    /// Without an outcome it timed out when the time of the call is up, and failed when the connection ends. A connection that
    /// is suspended or closed may still tell it in that call. After an exception out of the call it failed like any other.
    /// </remarks>
    /// <example>
    /// <code>
    /// await SendAsync(command, deadline);
    /// command.Defer();
    /// _unconfirmed.Add(command);      // a later reading calls Complete() when the device shows it
    /// </code>
    /// </example>
    public void Defer()
    {
        Interlocked.CompareExchange(ref _deferred, new TaskCompletionSource<CommandOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), null);
        if (Outcome is { } outcome)
        {
            _deferred.TrySetResult(outcome);
        }
    }

    /// <summary>Ends with the outcome of a deferred command; <see langword="null"/> for any other. The host waits for it.</summary>
    public Task<CommandOutcome>? Deferred => Volatile.Read(ref _deferred)?.Task;

    private void End(CommandStatus status, string? reason)
    {
        Interlocked.CompareExchange(ref _outcome, new CommandOutcome(status, reason), null);
        Volatile.Read(ref _deferred)?.TrySetResult(_outcome);
    }
}
