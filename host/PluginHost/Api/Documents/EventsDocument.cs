using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api.Documents;

/// <summary>A piece of the event log.</summary>
/// <param name="Events">The entries, rising in seq.</param>
/// <param name="Next">Read on after this seq.</param>
internal sealed record EventsDocument(IReadOnlyList<EventEntry> Events, long Next);
