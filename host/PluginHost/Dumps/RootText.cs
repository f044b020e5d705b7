using Microsoft.Diagnostics.Runtime;

namespace PluginHost.Server.Dumps;

/// <summary>Says in words what lies between a root and a generation.</summary>
internal sealed class RootText(ClrRuntime runtime)
{
    /// <summary>One line for the root and one for each object on the way.</summary>
    public IReadOnlyList<string> Describe(ClrRoot root, IReadOnlyList<ClrObject> way)
    {
        var first = DescribeRoot(root);

        // The runtime keeps the static fields of all ordinary types in arrays.
        if (way is [{ IsArray: true } statics, var held, ..] && FieldOf(statics, held) is { } field)
        {
            return [$"the static field {field.ContainingType}.{field.Name}", .. way.Skip(1).Select(Name)];
        }

        return [first, .. way.Select(Name)];
    }

    private static string DescribeRoot(ClrRoot root) => root.RootKind switch
    {
        ClrRootKind.Stack => "the stack of a running thread",
        ClrRootKind.ThreadStaticVar => "a thread's own static field",
        ClrRootKind.FinalizerQueue => "the queue of what is to be finalized",
        ClrRootKind.PinnedHandle => "a pinned handle",
        ClrRootKind.AsyncPinnedHandle => "an input or output that is under way",
        ClrRootKind.StrongHandle => "a handle (GCHandle) of the runtime or a plugin",
        var other => $"a root of the kind {other}",
    };

    private static string Name(ClrObject one) => one.IsRuntimeType && one.AsRuntimeType() is { } type
        ? $"the type object of {type.Name}"
        : one.Type?.Name ?? "an object of an unknown type";

    private ClrStaticField? FieldOf(ClrObject statics, ClrObject held)
    {
        var slots = Slots(statics, held);
        return runtime.EnumerateModules()
            .SelectMany(module => module.EnumerateTypeDefToMethodTableMap())
            .Select(type => runtime.GetTypeByMethodTable(type.MethodTable))
            .OfType<ClrType>()
            .SelectMany(type => type.StaticFields)
            .Where(field => field.IsObjectReference)
            .FirstOrDefault(field => runtime.AppDomains.Any(domain => slots.Contains(field.GetAddress(domain))));
    }

    private static HashSet<ulong> Slots(ClrObject statics, ClrObject held)
    {
        var array = statics.AsArray();
        return [.. Enumerable.Range(0, array.Length)
            .Where(slot => array.GetObjectValue(slot).Address == held.Address)
            .Select(slot => statics.Type!.GetArrayElementAddress(statics.Address, slot))];
    }
}
