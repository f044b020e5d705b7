namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Hears what becomes of a connection run. Called from any thread; must return at once.</summary>
internal interface IRunObserver
{
    /// <summary>It is open; it takes no turn before <see cref="ConnectionRun.Serve"/>.</summary>
    void Opened(ConnectionRun run);

    /// <summary>The connection that it was to go on with is over; it opens one of its own.</summary>
    /// <param name="run">The run.</param>
    /// <param name="problem">Why, in a sentence.</param>
    void OpensAnew(ConnectionRun run, string problem);

    /// <summary>Not told again before <see cref="ConnectionRun.TakeBusyReason"/>.</summary>
    void BusyChanged(ConnectionRun run);

    /// <param name="run">The run.</param>
    /// <param name="interval">When the rhythms want to run again, from the start of this poll; <see langword="null"/> when only commands were executed.</param>
    /// <param name="took">How long ago this poll began.</param>
    void PollDone(ConnectionRun run, TimeSpan? interval, TimeSpan took);

    void Ended(ConnectionRun run, RunEnd end);
}
