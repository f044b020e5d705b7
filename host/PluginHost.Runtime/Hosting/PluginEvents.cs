using PluginHost.Runtime.Events;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Hosting;

/// <summary>Tells the event log what became of plugins.</summary>
internal static class PluginEvents
{
    public static void Publish(IEventLog events, PluginSnapshot before, PluginSnapshot now)
    {
        foreach (var plugin in now.Plugins)
        {
            if (!before.Plugins.Any(old => (old.Path, old.State, old.Generation, old.Error) == (plugin.Path, plugin.State, plugin.Generation, plugin.Error)))
            {
                Publish(events, plugin);
            }
        }
    }

    /// <summary>Tells what became of a retired generation: it is gone, or what holds it.</summary>
    public static void Publish(IEventLog events, RetiredGeneration retired) => events.Append(EventType.Plugin, null, null, json =>
    {
        json.WriteStartObject();
        json.WriteString("plugin", retired.Plugin);
        json.WriteString("state", "retired");
        json.WriteNumber("generation", retired.Generation);
        json.WriteBoolean("unloaded", retired.Unloaded);
        json.WriteStartArray("heldBy");
        foreach (var holder in retired.HeldBy)
        {
            json.WriteStringValue(holder);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Publish(IEventLog events, PluginStatus plugin) => events.Append(EventType.Plugin, null, null, json =>
    {
        json.WriteStartObject();
        json.WriteString("plugin", plugin.Id);
        json.WriteString("state", plugin.State.ToName());
        json.WriteString("version", plugin.Version);
        if (plugin.Generation is { } generation)
        {
            json.WriteNumber("generation", generation);
        }

        json.WriteString("error", plugin.Error);
        json.WriteEndObject();
    });
}
