namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Hears what becomes of a connection run. Called from any thread; must return at once.</summary>
internal interface IRunObserver
{
    void Opened(ConnectionRun run);

    /// <summary>Not told again before <see cref="ConnectionRun.TakeBusyReason"/>.</summary>
    void BusyChanged(ConnectionRun run);

    /// <param name="run">The run.</param>
    /// <param name="interval">When the rhythms want to run again, from the start of this poll; <see langword="null"/> when only commands were executed.</param>
    /// <param name="took">How long ago this poll began.</param>
    void PollDone(ConnectionRun run, TimeSpan? interval, TimeSpan took);

    void Ended(ConnectionRun run, RunEnd end);
}
