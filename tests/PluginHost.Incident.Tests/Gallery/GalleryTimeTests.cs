using System.Net.Sockets;
using System.Threading.Channels;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;
using BusyAsError = PluginHost.Incident.Gallery.BusyAsError;
using LimitPerChunk = PluginHost.Incident.Gallery.LimitPerChunk;
using TotalLimitOnStream = PluginHost.Incident.Gallery.TotalLimitOnStream;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>The mistakes that cost no descriptor but time, by a clock that is moved by hand; and the one that costs the connection.</summary>
public sealed class GalleryTimeTests
{
    [Fact]
    public async Task LimitPerChunk_AnswerThatTricklesHoldsForHours_AndNowForTenSeconds()
    {
        Assert.Equal(256 * TimeSpan.FromSeconds(9), await TrickleAsync(TimeSpan.FromSeconds(9), 2, (stream, time) => new LimitPerChunk.Before.AnswerReader(stream, time).ReadAsync()));
        Assert.Equal(TimeSpan.FromSeconds(10), await TrickleAsync(TimeSpan.FromSeconds(0.9), 3, (stream, time) => new LimitPerChunk.After.AnswerReader(stream, time).ReadAsync()));
    }

    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 130)]
    public async Task TotalLimitOnStream_HeartbeatEveryFiveSeconds_IsHeardFor(bool isCured, int heartbeats)
    {
        var beats = Channel.CreateUnbounded<string>();
        await using var camera = new Peer((socket, stop) => StreamAsync(socket, beats.Reader, stop));
        using var http = new HttpClient { BaseAddress = new Uri($"http://{camera.Address}/") };
        using var stop = new CancellationTokenSource();
        var (time, heard) = (new FakeTimeProvider(), 0);
        var listening = isCured ? Cured() : Uncured();

        while (heard < 130 && !listening.IsCompleted)
        {
            var next = heard + 1;
            await beats.Writer.WriteAsync("Heartbeat\n");
            await Eventually.TrueAsync(() => Volatile.Read(ref heard) == next && time.ActiveTimers > 0, "it is heard");
            time.Advance(TimeSpan.FromSeconds(5));
            if (next * 5 == 300 && !isCured)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
            }
        }

        Assert.Equal(heartbeats, heard);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);

        Task Uncured()
        {
            var events = new TotalLimitOnStream.Before.CameraEvents(http, time);
            events.Happened += _ => Interlocked.Increment(ref heard);
            return events.ListenAsync(stop.Token);
        }

        Task Cured()
        {
            var events = new TotalLimitOnStream.After.CameraEvents(http, time);
            events.Happened += _ => Interlocked.Increment(ref heard);
            return events.ListenAsync(stop.Token);
        }
    }

    [Fact]
    public async Task BusyAsError_EndsTheConnection_AndNowKeepsIt()
    {
        await using var projector = new Peer(async (socket, stop) =>
        {
            while (await socket.ReceiveAsync(new byte[256], stop) > 0)
            {
                await socket.SendAsync("""{"error":{"code":-32009,"message":"busy transitioning to ready"}}"""u8.ToArray().Append((byte)'\n').ToArray(), stop);
            }
        });

        await using (var before = Start((attempt, stream) => new BusyAsError.Before.ProjectorConnection(attempt, stream)))
        {
            await Eventually.TrueAsync(() => before.Device.Connections.Opened >= 3, "it connects again and again");
            Assert.NotNull(before.Device.LastError);
        }

        await using var after = Start((attempt, stream) => new BusyAsError.After.ProjectorConnection(attempt, stream));
        await after.WaitForAsync(DeviceStatus.Busy);
        await Eventually.TrueAsync(() => after.Device.Rhythms.Any(rhythm => rhythm.Turns >= 3), "it was asked again");
        Assert.Equal((DeviceStatus.Busy, 1, 0), (after.Device.Status, (int)after.Device.Connections.Opened, (int)after.Device.Connections.Closed));

        DriverBench Start(Func<IConnectionContext, IStreamTransport, IDeviceConnection> connect) =>
            new DriverBench(new LineDriver(projector.Address, connect), new Dictionary<string, string>(), change: plan => plan with { Backoff = new Backoff { First = TimeSpan.FromMilliseconds(10), Cap = TimeSpan.FromMilliseconds(10) } }).Start();
    }

    /// <returns>How long the answer was waited for.</returns>
    private static async Task<TimeSpan> TrickleAsync(TimeSpan pause, int timers, Func<Stream, TimeProvider, Task<string>> read)
    {
        var time = new FakeTimeProvider();
        var started = time.GetTimestamp();
        var reading = read(new Trickle(time, pause), time);
        while (!reading.IsCompleted)
        {
            await Eventually.TrueAsync(() => reading.IsCompleted || time.ActiveTimers >= timers, "it waits for a piece, within its limits");
            time.Advance(time.NextDue - time.GetUtcNow() ?? TimeSpan.Zero);
        }

        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return time.GetElapsedTime(started);
    }

    private static async Task StreamAsync(Socket socket, ChannelReader<string> lines, CancellationToken stop)
    {
        await socket.ReceiveAsync(new byte[4096], stop);
        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"u8.ToArray(), stop);
        await foreach (var line in lines.ReadAllAsync(stop))
        {
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(line), stop);
        }
    }
}
