using Microsoft.Diagnostics.Runtime;

namespace PluginHost.Server.Dumps;

/// <summary>Finds in a dump the shortest way from a root to what keeps a load context alive.</summary>
/// <remarks>
/// Objects of an unloadable type refer to their context without a field that says so, so the way is sought here and not by the
/// library's own search.
/// </remarks>
internal sealed class RootSearch(ClrRuntime runtime, ulong context)
{
    private readonly Dictionary<ulong, ulong> _from = [];

    /// <returns>The root and what lies on the way, outermost first, without the context itself; <see langword="null"/> where no root leads to it.</returns>
    public (ClrRoot Root, IReadOnlyList<ClrObject> Way)? Find()
    {
        // Static variables that are roots of their own are those of unloadable types, which live as long as their context does.
        var all = runtime.Heap.EnumerateRoots().Where(root => root.RootKind != ClrRootKind.StaticVar).ToLookup(root => root.RootKind == ClrRootKind.Stack);

        // Threads pass through everything; what holds it by itself says more.
        return Find(all[false]) ?? Find(all[true]);
    }

    private (ClrRoot Root, IReadOnlyList<ClrObject> Way)? Find(IEnumerable<ClrRoot> from)
    {
        var roots = new Dictionary<ulong, ClrRoot>();
        var next = new Queue<ulong>();
        _from.Clear();
        foreach (var root in from)
        {
            if (roots.TryAdd(root.Object.Address, root))
            {
                next.Enqueue(root.Object.Address);
            }
        }

        while (next.TryDequeue(out var address))
        {
            if (address == context)
            {
                return Unwind(roots);
            }

            foreach (var to in ReferencesOf(runtime.Heap.GetObject(address)).Where(to => !roots.ContainsKey(to) && _from.TryAdd(to, address)))
            {
                next.Enqueue(to);
            }
        }

        return null;
    }

    private (ClrRoot Root, IReadOnlyList<ClrObject> Way) Unwind(Dictionary<ulong, ClrRoot> roots)
    {
        var way = new List<ClrObject>();
        var at = context;
        while (!roots.ContainsKey(at))
        {
            at = _from[at];
            way.Insert(0, runtime.Heap.GetObject(at));
        }

        return (roots[at], way);
    }

    private IEnumerable<ulong> ReferencesOf(ClrObject from)
    {
        if (from.Type is not { } type)
        {
            yield break;
        }

        foreach (var to in from.EnumerateReferenceAddresses(carefully: true, considerDependantHandles: true))
        {
            yield return to;
        }

        if (type.LoaderAllocatorHandle != 0)
        {
            yield return runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle);
        }
    }
}
