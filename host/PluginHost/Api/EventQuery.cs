using System.Globalization;
using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api;

/// <summary>Reads what a client says about the events it wants.</summary>
internal static class EventQuery
{
    /// <returns>The seq; <see langword="null"/> when there is none. Says in one sentence what is wrong.</returns>
    public static long? ReadSeq(string name, string? text, out string? mistake)
    {
        mistake = null;
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return seq;
        }

        mistake = $"'{name}' must be a whole number from 0, a seq.";
        return null;
    }

    public static int ReadLimit(string? text, out string? mistake)
    {
        mistake = null;
        if (text is null)
        {
            return ApiLimits.DefaultEvents;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= ApiLimits.MostEvents)
        {
            return limit;
        }

        mistake = $"'limit' must be a whole number from 1 to {ApiLimits.MostEvents}.";
        return 1;
    }

    public static EventType? ReadType(string? text, out string? mistake)
    {
        mistake = null;
        if (text is null)
        {
            return null;
        }

        if (EventTypeNames.TryParse(text, out var type))
        {
            return type;
        }

        mistake = $"'type' must be one of {string.Join(", ", EventTypeNames.All)}{Suggestion.For(text, EventTypeNames.All)}.";
        return null;
    }
}
