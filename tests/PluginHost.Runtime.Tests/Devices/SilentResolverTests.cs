using System.Net;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices;

/// <summary>A name server that never answers, as on the evening when a house went dark.</summary>
public sealed class SilentResolverTests : IAsyncDisposable
{
    private readonly Peer _peer = new();
    private readonly ManualResetEventSlim _answers = new();
    private readonly DeviceBench _bench;

    public SilentResolverTests() => _bench = new DeviceBench(new FakeTimeProvider(), LookUp);

    public async ValueTask DisposeAsync()
    {
        _answers.Set();
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
        _answers.Dispose();
    }

    [Fact]
    public async Task NamesThatNeverResolve_DelayNoOtherDevice()
    {
        for (var number = 0; number < 10; number++)
        {
            var name = $"projector-{number}.example";
            _bench.Add($"named-{number}", new ScriptedDriver
            {
                Opening = (attempt, deadline) => attempt.Transports.ConnectAsync(name, 9, deadline),
            });
        }

        var addressed = new ScriptedDriver(_peer) { Interval = TimeSpan.FromSeconds(1) };
        var device = _bench.Add("addressed", addressed);
        await _bench.WaitAsync("addressed", DeviceStatus.Online);

        await _bench.UntilAsync(() => addressed.Turns > 5, () => "its rhythm does not run");
        var answer = device.PostAsync("light", true, isWaitedFor: true);
        await _bench.UntilAsync(answer);

        Assert.Equal(CommandAnswerStatus.Completed, (await answer).Status);
        Assert.Equal(1, addressed.Attempts);
    }

    [Fact]
    public async Task NameThatNeverResolves_EndsTheAttemptAtItsOwnDeadline()
    {
        _bench.Add("named", new ScriptedDriver { Opening = (attempt, deadline) => attempt.Transports.ConnectAsync("projector.example", 9, deadline) });

        var device = await _bench.WaitAsync("named", DeviceStatus.Backoff);

        Assert.Contains("15 s", device.LastError, StringComparison.Ordinal);
        Assert.Equal(0, device.Connections.Leaked);
    }

    private IPAddress[] LookUp(string host)
    {
        _answers.Wait();
        return [IPAddress.Loopback];
    }
}
