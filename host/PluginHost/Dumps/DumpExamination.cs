using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace PluginHost.Server.Dumps;

/// <summary>Reads a dump of this program, in a process of its own: a library that reads memory by offsets may fail badly.</summary>
internal static class DumpExamination
{
    /// <summary>What holds a load context.</summary>
    /// <param name="file">The dump.</param>
    /// <param name="contextName">The context's name.</param>
    /// <returns>The way from a root to it, in words; empty where there is no such context any more, or no root leads to it.</returns>
    public static IReadOnlyList<string> Run(string file, string contextName)
    {
        using var target = DataTarget.LoadDump(file, new DataTargetOptions { FileLocator = new NoDownloads() });
        using var runtime = target.ClrVersions[0].CreateRuntime();
        var types = TypesOf(runtime, contextName).ToList();
        foreach (var context in types.Select(type => target.DataReader.ReadPointer(type.LoaderAllocatorHandle)).Distinct().Where(context => context != 0))
        {
            if (new RootSearch(runtime, context).Find() is { } found)
            {
                return new RootText(runtime).Describe(found.Root, found.Way);
            }
        }

        return OnStacks(runtime, types.Select(type => type.Module).ToHashSet());
    }

    /// <summary>Code that runs keeps its context without any object that refers to it.</summary>
    private static IReadOnlyList<string> OnStacks(ClrRuntime runtime, HashSet<ClrModule> modules) =>
    [
        .. runtime.Threads
            .Select(thread => (Thread: thread, Frame: thread.EnumerateStackTrace().FirstOrDefault(frame => frame.Method is { } method && modules.Contains(method.Type.Module))))
            .Where(one => one.Frame is not null)
            .Select(one => $"thread {one.Thread.ManagedThreadId} ({one.Thread.OSThreadId} in the system), which is inside {one.Frame!.Method!.Signature}"),
    ];

    private static IEnumerable<ClrType> TypesOf(ClrRuntime runtime, string contextName)
    {
        foreach (var module in runtime.EnumerateModules().Where(module => module.LoaderAllocator != 0))
        {
            var type = module.EnumerateTypeDefToMethodTableMap().Select(one => runtime.GetTypeByMethodTable(one.MethodTable)).OfType<ClrType>().FirstOrDefault();
            if (type is { LoaderAllocatorHandle: not 0 } && NameOf(runtime.Heap.GetObject(type.AssemblyLoadContextAddress)) == contextName)
            {
                yield return type;
            }
        }
    }

    private static string? NameOf(ClrObject context) =>
        context is { IsNull: false, IsValid: true } && context.TryReadStringField("_name", null, out var name) ? name : null;

    /// <summary>Everything lies on this machine; nothing is asked of a server.</summary>
    private sealed class NoDownloads : IFileLocator
    {
        public string? FindPEImage(string fileName, int buildTimeStamp, int imageSize, bool checkProperties) => null;

        public string? FindPEImage(
            string fileName, SymbolProperties archivedUnder, ImmutableArray<byte> buildIdOrUUID, OSPlatform originalPlatform, bool checkProperties) => null;

        public string? FindElfImage(string fileName, SymbolProperties archivedUnder, ImmutableArray<byte> buildId, bool checkProperties) => null;

        public string? FindMachOImage(string fileName, SymbolProperties archivedUnder, ImmutableArray<byte> uuid, bool checkProperties) => null;
    }
}
