namespace PluginHost.Runtime.Events;

/// <summary>Where a reader's last <c>seq</c> lies in the log.</summary>
public enum EventPosition
{
    /// <summary>Everything after it is kept or still to come.</summary>
    Kept,

    /// <summary>Entries after it are no longer kept; reading on would skip them.</summary>
    TooOld,

    /// <summary>
    /// The log has not come so far: the <c>seq</c> is of another log, such as one from before a restart. Waiting until this
    /// log gets there would silently skip all entries up to then, so the reader has to begin anew.
    /// </summary>
    Ahead,
}
