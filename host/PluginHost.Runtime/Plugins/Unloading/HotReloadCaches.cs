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
        foreach (var handler in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsCollectible).SelectMany(HandlersOf))
        {
            if (handler.HandlerType.GetMethod(
                "ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]) is { } clear)
            {
                cleared += TryInvoke(clear) ? 1 : 0;
            }
        }

        return cleared;
    }

    private static IReadOnlyList<MetadataUpdateHandlerAttribute> HandlersOf(Assembly assembly)
    {
        try
        {
            return [.. assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>()];
        }
        catch (Exception missing) when (missing is IOException or TypeLoadException or BadImageFormatException)
        {
            // An attribute of a type that the program came without; this is no part of the framework then.
            return [];
        }
    }

    private static bool TryInvoke(MethodInfo clear)
    {
        try
        {
            clear.Invoke(null, [null]);
            return true;
        }
        catch (TargetInvocationException)
        {
            // A cache that cannot be emptied frees nothing, which the verdict about the generation says by itself.
            return false;
        }
    }
}
