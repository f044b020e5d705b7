namespace PluginHost.Runtime.Events;

/// <summary>
/// One reader's place in the log. It holds no entries and nothing to dispose of: a slow reader costs the writer nothing,
/// and one who falls further behind than the log keeps is dropped. For one caller at a time.
/// </summary>
public interface IEventSubscription
{
    /// <summary>
    /// How the subscription stands, as of its creation or its last read. Anything but <see cref="EventPosition.Kept"/> is final.
    /// </summary>
    EventPosition Position { get; }

    /// <summary>The <c>seq</c> of the last entry read: where a later subscription resumes.</summary>
    long After { get; }

    /// <summary>
    /// The next entries, waiting until there is at least one; a page without entries says by its position why the
    /// subscription has ended. Cancelling loses nothing.
    /// </summary>
    ValueTask<EventPage> ReadAsync(CancellationToken cancellationToken);
}
