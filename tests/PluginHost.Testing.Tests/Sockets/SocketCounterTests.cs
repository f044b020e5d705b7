using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PluginHost.Testing.Tests;

public sealed class SocketCounterTests
{
    private const string Needed = "Needs /proc of Linux";

    public static TheoryData<string> Loopbacks => ["127.0.0.1", "::1"];

    [Theory]
    [MemberData(nameof(Loopbacks))]
    public async Task Snapshot_OpenConnection_ShowsBothSidesAndTheListener(string address)
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        Assert.SkipUnless(address != "::1" || Socket.OSSupportsIPv6, "Needs IPv6");
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Parse(address));

        SocketSnapshot snapshot = SocketCounter.Snapshot(Environment.ProcessId);

        SocketEntry client = Assert.Single(snapshot.ClientSide(pair.Port).Sockets);
        SocketEntry server = Assert.Single(snapshot.ServerSide(pair.Port).Sockets);
        Assert.Equal(pair.Client.LocalEndPoint, client.Local);
        Assert.Equal(pair.Client.RemoteEndPoint, client.Remote);
        Assert.Equal(client.Remote, server.Local);
        Assert.Equal(client.Local, server.Remote);
        Assert.Equal(1, snapshot.ClientSide(pair.Port).Established);
        Assert.Contains(snapshot.Sockets, socket => socket.Local.Port == pair.Port && socket.State == TcpState.Listen);
    }

    [Fact]
    public async Task Snapshot_ServerClosed_ClientSideIsInCloseWait()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);

        pair.Server.Dispose();

        SocketSnapshot snapshot = await SocketCounter.WaitUntilAsync(
            now => now.ClientSide(pair.Port).CloseWait == 1, "the client's side in CLOSE_WAIT", Environment.ProcessId);
        Assert.Equal(0, snapshot.ClientSide(pair.Port).Established);
        Assert.Empty(snapshot.ServerSide(pair.Port).Sockets);
    }

    [Fact]
    public void SocketDescriptors_CountsWhatNoTableLists()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        var before = SocketCounter.SocketDescriptors(Environment.ProcessId);
        using var unconnected = new Socket(SocketType.Dgram, ProtocolType.Udp);

        Assert.Equal(before + 1, SocketCounter.SocketDescriptors(Environment.ProcessId));
    }

    [Fact]
    public async Task Snapshot_OfAnotherProcess_LeavesOutOurs()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);
        await using ProgramRunner other = ProgramRunner.Start("sleep", ["60"]);

        Assert.Empty(SocketCounter.Snapshot(other.Id).ClientSide(pair.Port).Sockets);

        // A connection of an earlier user of the port may still be in TIME_WAIT.
        Assert.Equal(1, SocketCounter.Snapshot().ClientSide(pair.Port).Established);
    }

    [Fact]
    public async Task WaitUntil_NeverHolds_ThrowsWithTheSockets()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => SocketCounter.WaitUntilAsync(
            now => now.ClientSide(pair.Port).Sockets.Count == 0, "no client", Environment.ProcessId, TimeSpan.FromMilliseconds(20)));

        Assert.Contains($"-> 127.0.0.1:{pair.Port} Established", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_FilesOpenedAndClosed_AreCounted()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        using var folder = new TemporaryFolder();
        int before = SocketCounter.Descriptors(Environment.ProcessId);

        FileStream[] files = [.. Enumerable.Range(0, 20).Select(number => File.Create(folder.PathOf($"{number}")))];
        int open = SocketCounter.Descriptors(Environment.ProcessId);
        Array.ForEach(files, file => file.Dispose());

        Assert.InRange(open - before, 19, 21);
        Assert.InRange(SocketCounter.Descriptors(Environment.ProcessId) - before, -1, 1);
    }

    [Fact]
    public async Task Descriptors_ProcessGone_Throws()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, Needed);
        using Process process = Process.Start("true");
        int id = process.Id;
        await process.WaitForExitAsync();

        Assert.Throws<DirectoryNotFoundException>(() => SocketCounter.Descriptors(id));
    }
}
