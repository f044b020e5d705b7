using System.Diagnostics.CodeAnalysis;

namespace PluginHost.Runtime.Events;

/// <summary>The names of event types outside the process: in documents, queries and on the command line.</summary>
public static class EventTypeNames
{
    private static readonly string[] Names = ["state", "device", "event", "command", "plugin", "leak"];

    /// <summary>All names, in the order of the types.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a type.</summary>
    public static string ToName(this EventType type) => Names[(int)type];

    /// <summary>The type of a name; names are lower case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out EventType type)
    {
        var index = Array.IndexOf(Names, name);
        type = index < 0 ? default : (EventType)index;
        return index >= 0;
    }
}
