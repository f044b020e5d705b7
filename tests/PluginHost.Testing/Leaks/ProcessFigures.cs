using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Runtime.Loader;

namespace PluginHost.Testing;

/// <summary>What this process holds at one moment; descriptors and sockets only where <see cref="SocketCounter.IsSupported"/>.</summary>
internal sealed record ProcessFigures(
    IReadOnlyDictionary<int, string> Descriptors, IReadOnlyList<SocketEntry> Sockets, int Threads, long Timers)
{
    private const int MostListed = 50;

    public static ProcessFigures Take()
    {
        int threads = ThreadsInUse();
        if (!SocketCounter.IsSupported)
        {
            return new ProcessFigures(new Dictionary<int, string>(), [], threads, Timer.ActiveCount);
        }

        SocketSnapshot sockets = SocketCounter.ReadTables();
        IReadOnlyDictionary<int, string> descriptors = SocketCounter.DescriptorTargets(Environment.ProcessId);
        return new ProcessFigures(
            WithoutAssemblies(descriptors),
            [.. sockets.HeldBy(descriptors).Sockets.Where(IsOpenConnection)],
            threads,
            Timer.ActiveCount);
    }

    /// <summary>What exceeds <paramref name="baseline"/>, one text each.</summary>
    public IReadOnlyList<string> Beyond(ProcessFigures baseline, LeakTolerance tolerance)
    {
        var left = new List<string>();
        if (Descriptors.Count > baseline.Descriptors.Count + tolerance.Descriptors)
        {
            IEnumerable<string> fresh = Descriptors
                .Where(one => !baseline.Descriptors.TryGetValue(one.Key, out string? before) || before != one.Value)
                .Select(one => $"{one.Key} {one.Value}");
            left.Add(Describe("descriptors", baseline.Descriptors.Count, Descriptors.Count, fresh));
        }

        if (Sockets.Count > baseline.Sockets.Count + tolerance.Sockets)
        {
            HashSet<long> before = [.. baseline.Sockets.Select(socket => socket.Inode)];
            IEnumerable<string> fresh = Sockets
                .Where(socket => !before.Contains(socket.Inode))
                .Select(socket => socket.ToString());
            left.Add(Describe("open connections", baseline.Sockets.Count, Sockets.Count, fresh));
        }

        if (Threads > baseline.Threads + tolerance.Threads)
        {
            left.Add(Describe("threads outside the pool or at work in it", baseline.Threads, Threads, []));
        }

        if (Timers > baseline.Timers + tolerance.Timers)
        {
            left.Add(Describe("active timers", baseline.Timers, Timers, []));
        }

        return left;
    }

    // The pool keeps idle threads for as long as it sees fit.
    private static int ThreadsInUse()
    {
        using var process = Process.GetCurrentProcess();
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return process.Threads.Count - ThreadPool.ThreadCount + (most - available);
    }

    // The runtime loads assemblies when first needed and keeps their files open for good.
    private static Dictionary<int, string> WithoutAssemblies(IReadOnlyDictionary<int, string> descriptors)
    {
        HashSet<string> assemblies = [.. AssemblyLoadContext.Default.Assemblies.Select(assembly => assembly.Location)];
        return descriptors.Where(one => !assemblies.Contains(one.Value)).ToDictionary();
    }

    private static bool IsOpenConnection(SocketEntry socket) => socket.State is TcpState.Established or TcpState.CloseWait;

    private static string Describe(string what, long before, long after, IEnumerable<string> fresh)
        => $"{what}: {before} before, {after} now"
            + string.Concat(fresh.Take(MostListed).Select(one => $"{Environment.NewLine}  {one}"));
}
