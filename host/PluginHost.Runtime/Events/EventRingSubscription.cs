namespace PluginHost.Runtime.Events;

/// <summary>A place in an <see cref="EventRing"/>: nothing but the last seq read.</summary>
internal sealed class EventRingSubscription(EventRing ring, long after) : IEventSubscription
{
    private const int PageSize = 256;

    public EventPosition Position { get; private set; } = ring.PositionOf(after);

    public long After { get; private set; } = after;

    public async ValueTask<EventPage> ReadAsync(CancellationToken cancellationToken)
    {
        if (Position is not EventPosition.Kept)
        {
            return new EventPage(Position, [], After, ring.OldestKept);
        }

        await ring.WaitForEntryAsync(After).WaitAsync(cancellationToken);
        var page = ring.Read(After, device: null, type: null, PageSize);
        Position = page.Position;
        After = page.Next;
        return page;
    }
}
