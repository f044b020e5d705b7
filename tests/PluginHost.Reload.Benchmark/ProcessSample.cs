using System.Diagnostics;

namespace PluginHost.Reload.Benchmark;

/// <summary>What the process holds at one moment.</summary>
/// <param name="Reloads">After how many reloads.</param>
/// <param name="Descriptors">Open descriptors; -1 where the system does not tell.</param>
/// <param name="Threads">Threads.</param>
/// <param name="HeapMegabytes">The managed heap after its last collection.</param>
/// <param name="WorkingSetMegabytes">The memory in use.</param>
internal sealed record ProcessSample(int Reloads, int Descriptors, int Threads, double HeapMegabytes, double WorkingSetMegabytes)
{
    private const double Megabyte = 1024 * 1024;

    public static ProcessSample Take(int reloads)
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessSample(
            reloads,
            Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : -1,
            process.Threads.Count,
            GC.GetGCMemoryInfo().HeapSizeBytes / Megabyte,
            process.WorkingSet64 / Megabyte);
    }

    public override string ToString() =>
        FormattableString.Invariant($"| {Reloads} | {Descriptors} | {Threads} | {HeapMegabytes:0.0} | {WorkingSetMegabytes:0} |");
}
