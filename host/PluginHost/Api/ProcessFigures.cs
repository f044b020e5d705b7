using System.Diagnostics;
using System.Globalization;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary>Reads from the kernel what this process holds.</summary>
internal static class ProcessFigures
{
    private const string Descriptors = "/proc/self/fd";
    private const string Established = "01";
    private const string CloseWait = "08";
    private const int StateField = 3;
    private const int InodeField = 9;

    public static ProcessDocument Read()
    {
        using var process = Process.GetCurrentProcess();
        var (memory, threads) = (process.WorkingSet64, process.Threads.Count);
        if (!OperatingSystem.IsLinux())
        {
            return new ProcessDocument(null, null, null, memory, threads);
        }

        var targets = Directory.EnumerateFiles(Descriptors).Select(file => new FileInfo(file).LinkTarget).ToList();
        var sockets = CountSockets([.. targets.OfType<string>().Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))]);
        return new ProcessDocument(targets.Count, ReadLimit(), sockets, memory, threads);
    }

    private static SocketsDocument CountSockets(HashSet<string> own)
    {
        var (established, closeWait) = (0, 0);
        foreach (var table in new[] { "/proc/self/net/tcp", "/proc/self/net/tcp6" }.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                // The table is the whole machine's: only what a descriptor points to is ours.
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > InodeField && own.Contains($"socket:[{fields[InodeField]}]"))
                {
                    established += fields[StateField] == Established ? 1 : 0;
                    closeWait += fields[StateField] == CloseWait ? 1 : 0;
                }
            }
        }

        return new SocketsDocument(established, closeWait);
    }

    private static long? ReadLimit()
    {
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var fields = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, _, _, var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
