using System.Text;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>Turns codes and actions into text; those that are known are not made anew for every event.</summary>
internal static class EventNames
{
    private const int LongestKnown = 64;

    /// <summary>The text of a code.</summary>
    public static string OfCode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= LongestKnown)
        {
            Span<char> name = stackalloc char[LongestKnown];
            if (EventCodes.Find(name[..Encoding.UTF8.GetChars(utf8, name)]) is { } known)
            {
                return known.Name;
            }
        }

        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>The text of an action.</summary>
    public static string OfAction(ReadOnlySpan<byte> utf8) =>
        utf8.SequenceEqual("Start"u8) ? EventActions.Start
        : utf8.SequenceEqual("Stop"u8) ? EventActions.Stop
        : utf8.SequenceEqual("Pulse"u8) ? EventActions.Pulse
        : utf8.SequenceEqual("State"u8) ? EventActions.State
        : Encoding.UTF8.GetString(utf8);
}
