using System.Globalization;

namespace PluginHost.Testing;

/// <summary>Counts TCP sockets and descriptors as the kernel sees them, without asking the code under test.</summary>
public static class SocketCounter
{
    private const string SocketLinkPrefix = "socket:[";

    /// <summary>Whether this system has what is read here (/proc of Linux); a test skips itself where it has not.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>All TCP sockets, IPv4 and IPv6.</summary>
    /// <param name="pid">
    /// Only those that this process holds a descriptor of; null for the whole machine. Sockets in
    /// TIME_WAIT belong to no process.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such process.</exception>
    public static SocketSnapshot Snapshot(int? pid = null)
    {
        // The tables before the descriptors: a socket closed in between is then not counted.
        SocketSnapshot all = ReadTables();
        return pid is { } process ? all.HeldBy(DescriptorTargets(process)) : all;
    }

    /// <summary>How many descriptors a process has open; a .NET program's include the assemblies it has loaded so far.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such process.</exception>
    public static int Descriptors(int pid) => DescriptorTargets(pid).Count;

    /// <summary>
    /// How many descriptors of a process are sockets, in whatever state: shut down, reset and unconnected ones too, which the
    /// kernel's tables no longer or never list.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such process.</exception>
    public static int SocketDescriptors(int pid)
        => DescriptorTargets(pid).Values.Count(target => target.StartsWith(SocketLinkPrefix, StringComparison.Ordinal));

    /// <summary>Waits, in real time, until a snapshot satisfies <paramref name="predicate"/>, and returns it.</summary>
    /// <exception cref="TimeoutException">None did in time; the message lists the sockets.</exception>
    public static async Task<SocketSnapshot> WaitUntilAsync(
        Func<SocketSnapshot, bool> predicate, string description, int? pid = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        SocketSnapshot latest = new([]);
        await Eventually.TrueAsync(
            () => predicate(latest = Snapshot(pid)), description, timeout, () => latest.ToString()).ConfigureAwait(false);
        return latest;
    }

    /// <summary>What each descriptor of a process points to, such as <c>socket:[4711]</c> or a file's path.</summary>
    internal static IReadOnlyDictionary<int, string> DescriptorTargets(int pid)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd");
        var targets = new Dictionary<int, string>();
        foreach (string path in Directory.EnumerateFileSystemEntries(folder))
        {
            // Null where it was closed since; the folder itself is open only for this listing.
            if (new FileInfo(path).LinkTarget is { } target && target != folder)
            {
                targets[int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)] = target;
            }
        }

        return targets;
    }

    /// <summary>The sockets of the whole machine.</summary>
    internal static SocketSnapshot ReadTables() => new([.. ReadTable("/proc/net/tcp"), .. ReadTable("/proc/net/tcp6")]);

    /// <summary>Those of a snapshot that descriptors of <see cref="DescriptorTargets"/> point to.</summary>
    internal static SocketSnapshot HeldBy(this SocketSnapshot snapshot, IReadOnlyDictionary<int, string> descriptors)
    {
        HashSet<long> held = [.. descriptors.Values.Select(InodeOf)];
        return new SocketSnapshot([.. snapshot.Sockets.Where(socket => socket.Inode != 0 && held.Contains(socket.Inode))]);
    }

    private static IEnumerable<SocketEntry> ReadTable(string path)
        => File.Exists(path) ? File.ReadAllLines(path).Skip(1).Select(TcpTable.ParseLine) : [];

    private static long InodeOf(string target)
        => target.StartsWith(SocketLinkPrefix, StringComparison.Ordinal)
            ? long.Parse(target.AsSpan()[SocketLinkPrefix.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
}
