using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Session;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Session;

/// <summary>A session whose device side is the test, with a clock moved by hand.</summary>
internal sealed class SessionScene : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Deadline _deadline;
    private bool _hasAsked;

    public SessionScene(bool reads = true)
    {
        (Stream, Device) = PipeStream.Pair();
        var budget = new ReadBudget(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Session = new PulseSession(Stream, PulseFraming.Raw, "projector:9090", budget, Time, NullLogger.Instance);
        Session.OnUnasked(Unasked.Add);
        Client = new PulseClient(Session);
        _deadline = new DeadlineSource(Time).Start(TimeSpan.FromMinutes(10));
        Reading = reads ? Session.ReadAsync(_stop.Token) : Task.CompletedTask;
    }

    public FakeTimeProvider Time { get; } = new();

    public PipeStream Stream { get; }

    public PipeStream Device { get; }

    public PulseSession Session { get; }

    public PulseClient Client { get; }

    public Task Reading { get; }

    public List<PulseMessage> Unasked { get; } = [];

    public Deadline Deadline => _deadline;

    /// <summary>Asks for a property and waits until the request has arrived.</summary>
    public async Task<Task<PulseReply>> AskAsync(string property = "system.state")
    {
        var reply = Client.GetAsync(property, _deadline);
        await Eventually.TrueAsync(
            () =>
            {
                if (Device.Input.TryRead(out var read))
                {
                    Device.Input.AdvanceTo(read.Buffer.End);
                    _hasAsked = true;
                    return true;
                }

                // The gap between two requests is kept by the clock.
                Time.Advance(_hasAsked ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero);
                return reply.IsCompleted;
            },
            "the request");
        return reply;
    }

    /// <summary>The next request, the gap before it passed on the clock.</summary>
    public async Task<byte[]> ReceiveRequestAsync()
    {
        byte[] request = [];
        await Eventually.TrueAsync(
            () =>
            {
                if (Device.Input.TryRead(out var read))
                {
                    request = read.Buffer.ToArray();
                    Device.Input.AdvanceTo(read.Buffer.End);
                    return true;
                }

                Time.Advance(TimeSpan.FromMilliseconds(100));
                return false;
            },
            "the request");
        return request;
    }

    public static async Task<JsonElement> ResultOf(Task<PulseReply> reply) =>
        (await reply.WaitAsync(TimeSpan.FromSeconds(10))).Result;

    /// <summary>Moves the clock until the exchange has failed, and says after how many seconds.</summary>
    public async Task<(ConnectionEndedException Ended, double Seconds)> FailureOf(Task<PulseReply> reply, Func<Task>? eachTenth = null)
    {
        var started = Time.GetTimestamp();
        for (var tenth = 0; tenth < 300 && !reply.IsCompleted; tenth++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await (eachTenth?.Invoke() ?? Task.CompletedTask);
            await Task.Yield();
        }

        var seconds = Time.GetElapsedTime(started).TotalSeconds;
        return (await Assert.ThrowsAsync<ConnectionEndedException>(() => reply.WaitAsync(TimeSpan.FromSeconds(10))), seconds);
    }

    public async Task StopReadingAsync()
    {
        await _stop.CancelAsync();
        await Reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopReadingAsync();
        await Session.DisposeAsync();
        await Device.DisposeAsync();
        _deadline.Dispose();
        _stop.Dispose();
    }
}
