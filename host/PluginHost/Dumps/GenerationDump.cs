using System.Diagnostics;
using System.Runtime.InteropServices;
using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Server.Dumps;

/// <summary>
/// Takes a dump of this process and has it read by another one: in process it would stall, and has brought the runtime down.
/// The dump holds every secret of the house, so it lies in a folder of its own that only this user may open, and is deleted.
/// </summary>
internal static class GenerationDump
{
    private const long LargestProcess = 4L << 30;

    private static readonly TimeSpan TakingLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadingLimit = TimeSpan.FromSeconds(120);
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>The runtime's own tool for dumps; it lies beside the runtime, but not on every system.</summary>
    private static string Tool => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), OperatingSystem.IsWindows() ? "createdump.exe" : "createdump");

    public static bool IsSupported => File.Exists(Tool);

    /// <summary>The way from a root to a generation, in words; empty where no root leads to it.</summary>
    /// <exception cref="DumpFailure">The dump could not be taken or read.</exception>
    public static async Task<IReadOnlyList<string>> FindRootsAsync(RetiredGeneration generation, CancellationToken stop)
    {
        await Turn.WaitAsync(stop);
        var folder = Directory.CreateTempSubdirectory("pluginhost-dump-");
        try
        {
            VerifySize(folder.FullName);
            var file = Path.Combine(folder.FullName, "memory.dmp");
            await TakeAsync(file, stop);
            return await ReadAsync(file, generation.ContextName, stop);
        }
        finally
        {
            folder.Delete(recursive: true);
            Turn.Release();
        }
    }

    private static void VerifySize(string folder)
    {
        using var self = Process.GetCurrentProcess();
        var (size, free) = (self.WorkingSet64, new DriveInfo(folder).AvailableFreeSpace);
        if (size > LargestProcess || size > free / 2)
        {
            throw new DumpFailure($"a dump of this process would take about {size >> 20} MB; {free >> 20} MB are free in {Path.GetTempPath()}");
        }
    }

    private static async Task TakeAsync(string file, CancellationToken stop)
    {
        try
        {
            await ChildProcess.RunAsync(Tool, ["--withheap", "-f", file, $"{Environment.ProcessId}"], TakingLimit, stop);
        }
        catch (DumpFailure failure) when (!File.Exists(file))
        {
            throw new DumpFailure(
                $"no dump could be taken: {failure.Message}; the system may forbid one process to look into another (ptrace: kernel.yama.ptrace_scope, a container without SYS_PTRACE)");
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string file, string contextName, CancellationToken stop)
    {
        var program = Environment.ProcessPath!;
        string[] arguments = ["examine-dump", file, "--context", contextName];
        var output = await ChildProcess.RunAsync(
            program,
            Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(GenerationDump).Assembly.Location, .. arguments] : arguments,
            ReadingLimit,
            stop);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
