namespace PluginHost;

/// <summary>One open, authenticated conversation with a device. Born open by <see cref="IDeviceDriver.OpenAsync"/>,
/// disposed once, never reopened.</summary>
/// <remarks>
/// <para>Rhythms and commands run one at a time on the connection's lane, commands first, so that an exchange never meets
/// another one. <see cref="ListenAsync"/> runs beside the lane from the moment of opening.</para>
/// <para>Every exception that comes out of a call ends the connection, <see cref="DeviceBusyException"/> excepted: a
/// <see cref="ConnectionEndedException"/> says why; a passed deadline or a network error counts as lost; any other means
/// that the driver is broken, and is logged with its stack.</para>
/// </remarks>
/// <example>
/// <code>
/// sealed class MeterConnection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
/// {
///     public IReadOnlyList&lt;Rhythm&gt; Rhythms => [Rhythm.Every("power", TimeSpan.FromSeconds(10), ReadPowerAsync)];
///     public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => ...;
///     public ValueTask DisposeAsync() => stream.DisposeAsync();
/// }
/// </code>
/// </example>
public interface IDeviceConnection : IAsyncDisposable
{
    /// <summary>What the host calls again and again while the connection is open. Read once, after opening.</summary>
    /// <value>None by default.</value>
    IReadOnlyList<Rhythm> Rhythms => [];

    /// <summary>Takes what the device sends unasked, and the answers too where one reader serves both.</summary>
    /// <remarks>
    /// A wait in here that must not last for ever takes a deadline of the connection's own <see cref="DeadlineSource"/>,
    /// made with <see cref="IDriverContext.Time"/>.
    /// </remarks>
    /// <param name="stop">Cancelled when the connection is to end, or to be suspended for a hand-over.</param>
    /// <returns>
    /// A task that ends when <paramref name="stop"/> is cancelled, an <see cref="OperationCanceledException"/> included; by
    /// default at once, as nothing is listened to. That it ends earlier does not end the connection; to end it, throw.
    /// </returns>
    Task ListenAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Carries out commands and returns when the device has acknowledged them.</summary>
    /// <param name="commands">One command, or all that waited under one <see cref="Entity.BatchKey"/>, oldest first.</param>
    /// <param name="deadline">What is left of the time since the oldest command was posted; at most 10 s.</param>
    /// <returns>
    /// A task that ends with the acknowledgement. A command whose outcome was not set has completed; after an exception
    /// the ones without an outcome failed.
    /// </returns>
    Task ExecuteAsync(CommandBatch commands, Deadline deadline);

    /// <summary>Says goodbye on a healthy connection; not called on a broken one.</summary>
    /// <param name="deadline">2 s.</param>
    /// <returns>A task that ends when the goodbye is sent; by default at once.</returns>
    Task CloseAsync(Deadline deadline) => Task.CompletedTask;
}
