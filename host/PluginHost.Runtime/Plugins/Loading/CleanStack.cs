using System.Runtime.CompilerServices;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>
/// Unloads from a pool thread that has no frame of the plugin below it: the runtime has crashed where unloading ran
/// beneath the code that was being unloaded.
/// </summary>
internal static class CleanStack
{
    /// <returns>Dead once the context is gone.</returns>
    public static Task<WeakReference> UnloadAsync(PluginLoader loader)
    {
        var tracked = new TaskCompletionSource<WeakReference>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(Unload, (loader, tracked), preferLocal: false);
        return tracked.Task;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Unload((PluginLoader Loader, TaskCompletionSource<WeakReference> Tracked) work)
    {
        try
        {
            work.Tracked.SetResult(work.Loader.Unload());
        }
        catch (Exception failure)
        {
            work.Tracked.SetException(failure);
        }
    }
}
