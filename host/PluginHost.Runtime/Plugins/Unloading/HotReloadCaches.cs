using System.Reflection;
using System.Reflection.Metadata;

namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>
/// Empties the framework's caches of types, by the handlers that it has for a changed program. They are no public interface:
/// where they are gone, what they would have freed lingers, and is named.
/// </summary>
internal static class HotReloadCaches
{
    /// <returns>How many were emptied.</returns>
    public static int Clear()
    {
        var cleared = 0;
        foreach (var handler in AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsCollectible)
            .SelectMany(assembly => assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>()))
        {
            if (handler.HandlerType.GetMethod(
                "ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]) is { } clear)
            {
                clear.Invoke(null, [null]);
                cleared++;
            }
        }

        return cleared;
    }
}
