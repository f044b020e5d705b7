using System.Collections.Concurrent;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Commands;

/// <summary>Commands whose outcome the driver tells after the call.</summary>
public sealed class DeferredCommandTests : IAsyncDisposable
{
    private readonly Peer _peer = new();
    private readonly DeviceBench _bench = new(new FakeTimeProvider());
    private readonly ConcurrentQueue<Command> _open = [];

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Theory]
    [InlineData(CommandStatus.Completed, CommandAnswerStatus.Completed)]
    [InlineData(CommandStatus.Failed, CommandAnswerStatus.Failed)]
    public async Task Outcome_ToldLater_IsTheAnswer(CommandStatus told, CommandAnswerStatus answered)
    {
        var device = await OnlineAsync();

        var first = device.PostAsync("light", true, isWaitedFor: true);
        var second = device.PostAsync("light", false, isWaitedFor: true);
        await _bench.UntilAsync(() => _open.Count == 2, () => $"{_open.Count} deferred", TimeSpan.Zero);
        Assert.False(first.IsCompleted || second.IsCompleted);
        Tell(told);

        Assert.Equal(answered, (await second.WaitAsync(TimeSpan.FromSeconds(30))).Status);
        Assert.Equal(answered, (await first.WaitAsync(TimeSpan.FromSeconds(30))).Status);
    }

    [Fact]
    public async Task Outcome_NeverTold_TimedOutWhenTheSendersTimeIsUp()
    {
        var device = await OnlineAsync();
        var began = _bench.Clock!.GetTimestamp();
        var posted = device.PostAsync("light", true, isWaitedFor: true);

        await _bench.UntilAsync(posted);

        Assert.Equal((CommandAnswerStatus.TimedOut, "The device did not confirm it in time."), ((await posted).Status, (await posted).Reason));
        Assert.InRange(_bench.Clock.GetElapsedTime(began), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.2));
        Assert.Equal(DeviceStatus.Online, device.Read().Status);
        Tell(CommandStatus.Completed);
        Assert.Equal(1, device.Read().Commands.Failed);
    }

    [Fact]
    public async Task Connection_ThatEnds_FailsWhatIsStillOpen()
    {
        var device = await OnlineAsync();
        var posted = device.PostAsync("light", true, isWaitedFor: true);
        await _bench.UntilAsync(() => !_open.IsEmpty, () => "not executed", TimeSpan.Zero);

        _peer.HangUp();
        await _bench.UntilAsync(posted);

        Assert.Equal(
            (CommandAnswerStatus.Failed, "The connection ended before the device had confirmed it."), ((await posted).Status, (await posted).Reason));
    }

    [Fact]
    public async Task Exception_AfterTheDeferral_IsTheAnswer()
    {
        var device = await OnlineAsync(() => throw ConnectionEndedException.Lost("It hung up."));

        var answer = await device.PostAsync("light", true, isWaitedFor: true).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((CommandAnswerStatus.Offline, "It hung up."), (answer.Status, answer.Reason));
    }

    [Fact]
    public void Outcome_ToldBeforeTheDeferral_Counts()
    {
        var command = new Command(Entity.Light("light"), true);
        command.Complete();
        command.Defer();
        Assert.True(command.Deferred!.IsCompletedSuccessfully);
    }

    private async Task<Device> OnlineAsync(Action? afterwards = null)
    {
        var device = _bench.Add("lamp", new ScriptedDriver(_peer)
        {
            Rhythms = _ => [],
            Executing = (_, commands, _) =>
            {
                commands[0].Defer();
                _open.Enqueue(commands[0]);
                afterwards?.Invoke();
                return Task.CompletedTask;
            },
        });
        await _bench.WaitAsync("lamp", DeviceStatus.Online);
        return device;
    }

    private void Tell(CommandStatus status)
    {
        foreach (var command in _open)
        {
            if (status == CommandStatus.Completed)
            {
                command.Complete();
            }
            else
            {
                command.Fail("It is stuck.");
            }
        }
    }
}
