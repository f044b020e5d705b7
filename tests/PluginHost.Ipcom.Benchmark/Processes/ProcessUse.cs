using System.Diagnostics;

namespace PluginHost.Ipcom.Benchmark.Processes;

/// <summary>What a process took over the time that was measured.</summary>
/// <param name="Seconds">That time.</param>
/// <param name="ProcessorSeconds">Processor time.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="WorkingSet">Bytes of memory at its end.</param>
/// <param name="Threads">Threads at its end.</param>
internal sealed record ProcessUse(double Seconds, double ProcessorSeconds, long Allocated, long WorkingSet, int Threads)
{
    /// <summary>What it took until now.</summary>
    public static ProcessUse Take()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessUse(
            Stopwatch.GetElapsedTime(0).TotalSeconds,
            Environment.CpuUsage.TotalTime.TotalSeconds,
            GC.GetTotalAllocatedBytes(precise: true),
            process.WorkingSet64,
            process.Threads.Count);
    }

    /// <summary>What it took since.</summary>
    public ProcessUse Since(ProcessUse begin) => this with
    {
        Seconds = Seconds - begin.Seconds,
        ProcessorSeconds = ProcessorSeconds - begin.ProcessorSeconds,
        Allocated = Allocated - begin.Allocated,
    };
}
