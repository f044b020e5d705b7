using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

/// <summary>Every cell of caller × outcome, as seen from outside: status, next attempt, ledger and log.</summary>
public sealed class ReactionCellTests
{
    private static readonly CallOutcome[] Outcomes = Enum.GetValues<CallOutcome>();

    /// <summary>By caller, in the order of the outcomes.</summary>
    private static readonly Dictionary<Caller, string> Expected = new()
    {
        [Caller.Open] = "Continue Retry Retry CountRefusal Retry RetryLate Retry Retry Fail Fail Quarantine",
        [Caller.Rhythm] = "Continue ShowBusy Retry CountRefusal Retry RetryLate Retry Retry Fail Fail Quarantine",
        [Caller.Listen] = "Continue Retry Retry CountRefusal Retry RetryLate Retry Retry Fail Fail Quarantine",
        [Caller.Command] = "Continue ShowBusy Retry CountRefusal Retry RetryLate Retry Retry Fail Fail Quarantine",
        [Caller.Close] = "Continue Note Note Note Note Note Note Note Note Fail Quarantine",
        [Caller.Dispose] = "Continue Note Note Note Note Note Note Note Note Fail Quarantine",
        [Caller.Suspend] = "Continue OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew Fail Quarantine",
        [Caller.Resume] = "Continue OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew OpenAnew Fail Quarantine",
    };

    public static TheoryData<string, string, string> Cells() => CellsOf(Expected.Keys);

    /// <summary>What suspends and resumes is seen in a hand-over only.</summary>
    public static TheoryData<string, string, string> CellsOfOneConnection() => CellsOf(Expected.Keys.Except([Caller.Suspend, Caller.Resume]));

    private static TheoryData<string, string, string> CellsOf(IEnumerable<Caller> callers)
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var (caller, reactions) in callers.Select(caller => (caller, Expected[caller])))
        {
            foreach (var (outcome, reaction) in Outcomes.Zip(reactions.Split(' ')))
            {
                cells.Add(caller.ToString(), outcome.ToString(), reaction);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Table_SaysSo(string caller, string outcome, string reaction) => Assert.Equal(
        Enum.Parse<Reaction>(reaction), ReactionTable.Of(Enum.Parse<Caller>(caller), Enum.Parse<CallOutcome>(outcome)));

    [Theory]
    [MemberData(nameof(CellsOfOneConnection))]
    public async Task Device_DoesSo(string caller, string outcome, string reaction)
    {
        await using var peer = new Peer();
        using var behaviour = new Behaviour(Enum.Parse<CallOutcome>(outcome));
        await using (var bench = new DeviceBench(new FakeTimeProvider()))
        {
            var driver = new ScriptedDriver(peer) { Policy = new DriverPlan { OpenLimit = TimeSpan.FromSeconds(3) } };
            Script(driver, Enum.Parse<Caller>(caller), behaviour);
            bench.Add("cell", driver);
            await TriggerAsync(bench, peer, Enum.Parse<Caller>(caller), Enum.Parse<CallOutcome>(outcome));
            await CheckAsync(bench, driver, Enum.Parse<Reaction>(reaction), leaked: caller == "Dispose" && outcome is ("Hung" or "Blocked") ? 1 : 0);
            behaviour.Free();
        }

        await Eventually.TrueAsync(() => peer.IsLeftAlone, "no socket stays open");
    }

    private static void Script(ScriptedDriver driver, Caller caller, Behaviour behaviour)
    {
        switch (caller)
        {
            case Caller.Open:
                driver.Opening = (_, deadline) => behaviour.DoAsync(deadline.Token);
                break;
            case Caller.Rhythm:
                driver.Turn = async (_, deadline) =>
                {
                    await behaviour.DoAsync(deadline.Token);
                    return RhythmTurn.Done;
                };
                break;
            case Caller.Listen:
                driver.Listening = (_, stop) => behaviour.DoAsync(stop);
                break;
            case Caller.Command:
                driver.Executing = (_, _, deadline) => behaviour.DoAsync(deadline.Token);
                break;
            case Caller.Close:
                driver.Closing = (_, deadline) => behaviour.DoAsync(deadline.Token);
                break;
            case Caller.Dispose:
                driver.Disposing = _ => behaviour.DoAsync(CancellationToken.None);
                break;
        }
    }

    private static async Task TriggerAsync(DeviceBench bench, Peer peer, Caller caller, CallOutcome outcome)
    {
        switch (caller)
        {
            case Caller.Command:
                await bench.WaitAsync("cell", DeviceStatus.Online);
                _ = bench["cell"].PostAsync("light", true, isWaitedFor: true);
                if (outcome == CallOutcome.CredentialsRefused)
                {
                    await bench.WaitAsync("cell", DeviceStatus.Backoff);
                    await bench.WaitAsync("cell", DeviceStatus.Online);
                    _ = bench["cell"].PostAsync("light", true, isWaitedFor: true);
                }

                break;
            case Caller.Close or Caller.Dispose:
                await bench.WaitAsync("cell", DeviceStatus.Online);
                bench["cell"].Reconnect();
                await bench.UntilAsync(bench["cell"].WhenHandledAsync());
                break;
            case Caller.Listen when outcome is CallOutcome.Hung or CallOutcome.Blocked:
                // A listener may last for ever; that it ignores the stop shows only at the end.
                await bench.WaitAsync("cell", DeviceStatus.Online);
                await Eventually.TrueAsync(() => peer.Accepted == 1, "the peer has accepted");
                peer.HangUp();
                break;
        }
    }

    private static async Task CheckAsync(DeviceBench bench, ScriptedDriver driver, Reaction reaction, int leaked)
    {
        var wanted = reaction switch
        {
            Reaction.Continue or Reaction.Note => DeviceStatus.Online,
            Reaction.ShowBusy => DeviceStatus.Busy,
            Reaction.CountRefusal => DeviceStatus.AuthFailed,
            Reaction.Fail or Reaction.Quarantine => DeviceStatus.Failed,
            _ => DeviceStatus.Backoff,
        };
        var device = await bench.WaitAsync("cell", wanted);
        var isOpen = wanted is DeviceStatus.Online or DeviceStatus.Busy;
        Assert.Equal(isOpen ? 1 : 0, device.Connections.Open);
        Assert.Equal(leaked, device.Connections.Leaked);
        Assert.Equal(1, Math.Max(1, driver.MostAlive));
        CheckNextAttempt(reaction, device.NextAttemptAt - bench.Clock!.GetUtcNow());
        CheckLog(bench, reaction);
        var opensAgain = reaction is Reaction.CountRefusal or Reaction.Note || (reaction == Reaction.Continue && driver.Goodbyes > 0);
        Assert.Equal(opensAgain ? 2 : 1, driver.Attempts);
    }

    private static void CheckNextAttempt(Reaction reaction, TimeSpan? next)
    {
        (double Least, double Most)? seconds = reaction switch
        {
            Reaction.Retry => (0.8, 1.1),
            Reaction.RetryLate => (26.9, 33),
            Reaction.Fail => (53.9, 66),
            _ => null,
        };
        if (seconds is { } range)
        {
            Assert.InRange(next!.Value.TotalSeconds, range.Least, range.Most);
        }
        else
        {
            Assert.Null(next);
        }
    }

    private static void CheckLog(DeviceBench bench, Reaction reaction)
    {
        var log = bench.LogOf("cell").ToList();
        var worst = log.Max(entry => entry.Level);
        Assert.Equal(
            reaction switch
            {
                Reaction.Fail or Reaction.Quarantine or Reaction.CountRefusal => LogLevel.Error,
                Reaction.Retry or Reaction.RetryLate => LogLevel.Warning,
                _ => LogLevel.Information,
            },
            worst);
        if (worst >= LogLevel.Warning)
        {
            Assert.Single(log, entry => entry.Level == worst && !entry.Message.StartsWith("Leak", StringComparison.Ordinal));
        }

        if (reaction == Reaction.Note)
        {
            Assert.Contains(log, entry => entry.Level == LogLevel.Debug && entry.Message.StartsWith("Cleanup failed", StringComparison.Ordinal));
        }
    }

    /// <summary>Does in a call what leads to one outcome.</summary>
    private sealed class Behaviour(CallOutcome outcome) : IDisposable
    {
        private readonly ManualResetEventSlim _free = new();

        public async Task DoAsync(CancellationToken cancellationToken)
        {
            switch (outcome)
            {
                case CallOutcome.Completed:
                    return;
                case CallOutcome.Busy:
                    throw new DeviceBusyException("The device warms up.");
                case CallOutcome.TimedOut:
                    throw new OperationCanceledException(cancellationToken);
                case CallOutcome.Broken:
                    throw new InvalidOperationException("A mistake.");
                case CallOutcome.Hung:
                    await new TaskCompletionSource().Task;
                    return;
                case CallOutcome.Blocked:
                    _free.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
                    return;
                default:
                    throw new ConnectionEndedException(Enum.Parse<ConnectionEnd>(outcome.ToString()), "It is over.");
            }
        }

        public void Free() => _free.Set();

        public void Dispose() => _free.Set();
    }
}
