using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PluginHost.Testing;
using DatagramNeverClosed = PluginHost.Incident.Gallery.DatagramNeverClosed;
using EarlyReturn = PluginHost.Incident.Gallery.EarlyReturn;
using FailedLogin = PluginHost.Incident.Gallery.FailedLogin;
using NulledConnection = PluginHost.Incident.Gallery.NulledConnection;
using ReusedAfterTimeout = PluginHost.Incident.Gallery.ReusedAfterTimeout;
using ShutdownWithoutClose = PluginHost.Incident.Gallery.ShutdownWithoutClose;
using SuppressedCleanup = PluginHost.Incident.Gallery.SuppressedCleanup;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>Each mistake costs a descriptor each time, and its cure none.</summary>
public sealed class GallerySocketTests
{
    private const int Left = ClientSockets.Runs;

    [Fact]
    public async Task NulledConnection_LosesTheStaleOne()
    {
        await using var peer = new Peer(Parts.CloseAtOnceAsync);
        var before = new NulledConnection.Before.ProjectorClient("127.0.0.1", peer.Address.Port);
        var after = new NulledConnection.After.ProjectorClient("127.0.0.1", peer.Address.Port);

        // The one that each holds all the time is no leak.
        await ComeBackAsync(before.ConnectedAsync);
        await ComeBackAsync(after.ConnectedAsync);
        await ClientSockets.AssertLeftAsync(Left, peer, () => ComeBackAsync(before.ConnectedAsync));
        await ClientSockets.AssertLeftAsync(0, peer, () => ComeBackAsync(after.ConnectedAsync));
        before.Dispose();
        after.Dispose();

        async Task ComeBackAsync(Func<Task<NetworkStream>> connect)
        {
            var stream = await connect();
            await Eventually.TrueAsync(() => stream.Socket.Poll(0, SelectMode.SelectRead), "the peer has closed its side");
        }
    }

    [Fact]
    public async Task ReusedAfterTimeout_KeepsWhatItShouldClose()
    {
        await using var peer = new Peer(Parts.HearOutAsync);
        var time = new FakeTimeProvider();
        List<Socket> opened = [];

        await ClientSockets.AssertLeftAsync(Left, peer, async () => await PassLimitAsync(time, new ReusedAfterTimeout.Before.ProjectorClient(await OpenAsync(), time).AskAsync("state?")), opened);
        await ClientSockets.AssertLeftAsync(0, peer, async () => await PassLimitAsync(time, new ReusedAfterTimeout.After.ProjectorClient(await OpenAsync(), time).AskAsync("state?")), opened);

        async Task<Socket> OpenAsync()
        {
            opened.Add(await ConnectAsync(peer));
            return opened[^1];
        }
    }

    [Fact]
    public async Task ReusedAfterTimeout_TakesTheLateAnswerForTheNext()
    {
        var late = new TaskCompletionSource();
        await using var peer = new Peer(async (socket, stop) =>
        {
            await socket.ReceiveAsync(new byte[256], stop);
            await late.Task.WaitAsync(stop);
            await socket.SendAsync("answer to the first"u8.ToArray(), stop);
            await Parts.HearOutAsync(socket, stop);
        });
        var time = new FakeTimeProvider();
        using var before = new ReusedAfterTimeout.Before.ProjectorClient(await ConnectAsync(peer), time);
        await PassLimitAsync(time, before.AskAsync("first"));
        late.SetResult();
        Assert.Equal("answer to the first", await before.AskAsync("second"));

        using var after = new ReusedAfterTimeout.After.ProjectorClient(await ConnectAsync(peer), time);
        late = new TaskCompletionSource();
        await PassLimitAsync(time, after.AskAsync("first"));
        late.SetResult();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => after.AskAsync("second"));
    }

    [Fact]
    public async Task FailedLogin_LeavesItsSocket()
    {
        await using var peer = new Peer(Parts.Answer("false\n"));

        await ClientSockets.AssertLeftAsync(Left, peer, () => Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => FailedLogin.Before.Projector.OpenAsync("127.0.0.1", peer.Address.Port, "12345")));
        await ClientSockets.AssertLeftAsync(0, peer, () => Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => FailedLogin.After.Projector.OpenAsync("127.0.0.1", peer.Address.Port, "12345")));
    }

    [Fact]
    public async Task SuppressedCleanup_SkipsTheClosing()
    {
        await using var peer = new Peer(Parts.ResetAsync);
        var logs = new CollectingLoggerFactory();

        await ClientSockets.AssertLeftAsync(Left, peer, async () => await new SuppressedCleanup.Before.Coordinator(await ConnectResetAsync()).DisconnectAsync());
        await ClientSockets.AssertLeftAsync(0, peer, async () => await new SuppressedCleanup.After.Coordinator(await ConnectResetAsync(), logs.CreateLogger("poll")).DisconnectAsync());
        Assert.Equal(ClientSockets.Runs, logs.Entries.Count(entry => entry.Level == LogLevel.Debug && entry.Exception?.Contains(nameof(IOException), StringComparison.Ordinal) == true));

        async Task<TcpClient> ConnectResetAsync()
        {
            var tcp = new TcpClient();
            await tcp.ConnectAsync(peer.Address);
            await tcp.Client.SendAsync("hello\n"u8.ToArray());
            await Eventually.TrueAsync(() => tcp.Client.Poll(0, SelectMode.SelectRead), "the reset has come");
            return tcp;
        }
    }

    [Fact]
    public async Task ShutdownWithoutClose_LosesOnePerNotification()
    {
        await using var peer = new Peer(Parts.HearOutAsync);

        await ClientSockets.AssertLeftAsync(Left, peer, () => ShutdownWithoutClose.Before.Notification.SendAsync(peer.Address, [1, 2, 3]));
        await ClientSockets.AssertLeftAsync(0, peer, () => ShutdownWithoutClose.After.Notification.SendAsync(peer.Address, [1, 2, 3]));
    }

    [Fact]
    public async Task EarlyReturn_LosesOnePerRefusal()
    {
        await using var peer = new Peer(Parts.Answer("HTTP/1.1 503 Service Unavailable\r\n\r\n"));

        await ClientSockets.AssertLeftAsync(Left, peer, async () => Assert.False(await EarlyReturn.Before.Subscription.RenewAsync(peer.Address, [1, 2, 3])));
        await ClientSockets.AssertLeftAsync(0, peer, async () => Assert.False(await EarlyReturn.After.Subscription.RenewAsync(peer.Address, [1, 2, 3])));
    }

    [Fact]
    public async Task DatagramNeverClosed_LosesOnePerQuestion()
    {
        await using var peer = new Peer(Parts.CloseAtOnceAsync);

        await ClientSockets.AssertLeftAsync(Left, peer, () => Task.FromResult(DatagramNeverClosed.Before.HardwareAddress.Towards(peer.Address)));
        await ClientSockets.AssertLeftAsync(0, peer, () => Task.FromResult(DatagramNeverClosed.After.HardwareAddress.Towards(peer.Address)));
    }

    private static async Task<Socket> ConnectAsync(Peer peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.Address);
        return socket;
    }

    private static async Task PassLimitAsync(FakeTimeProvider time, Task asking)
    {
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
