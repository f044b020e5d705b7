namespace PluginHost.Runtime.Events;

/// <summary>The answer to one read of the event log.</summary>
/// <param name="Position">Whether reading was possible at all; the entries are empty unless it is <see cref="EventPosition.Kept"/>.</param>
/// <param name="Entries">The entries, rising in <c>seq</c>.</param>
/// <param name="Next">
/// The <c>seq</c> to read on after: the last entry looked at, whether or not it passed the filter. Unchanged where nothing was read.
/// </param>
/// <param name="OldestKept">The oldest <c>seq</c> kept; the next one to be given while the log is empty.</param>
public sealed record EventPage(EventPosition Position, IReadOnlyList<EventEntry> Entries, long Next, long OldestKept);
