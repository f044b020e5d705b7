using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Tests.Transports;

namespace PluginHost.Runtime.Tests.Ledger;

public sealed class LedgerScopeTests
{
    [Fact]
    public async Task End_StreamForgotten_IsReportedWithTheDriversMethodThenClosed()
    {
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        using var deadline = loan.Within();
        var driver = new ForgetfulDriver(loan.Lender);
        await driver.OpenAsync(((System.Net.IPEndPoint)listener.LocalEndPoint!).Port, deadline);
        using var peer = await listener.AcceptAsync();
        Assert.True(loan.Scope.HasOpen);
        await loan.EndAsync(isLeak: true, "left open by the driver");

        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
        Assert.Equal(new LedgerCounts(0, 1, 1, 1), loan.Ledger.Counts);
        Assert.Equal(new LedgerCounts(0, 1, 1, 1), loan.Ledger.CountsOf("cinema"));
        var (line, how, openedBy) = Assert.Single(loan.Observer.Leaks);
        Assert.True(line.Leaked);
        Assert.Equal(Loan.Owner, line.Owner);
        Assert.Equal("left open by the driver", how);
        Assert.StartsWith("ForgetfulDriver.OpenAsync (LedgerScopeTests.cs:", openedBy, StringComparison.Ordinal);
        Assert.Equal("left open by the driver", Assert.Single(loan.Observer.Closes).Reason);
    }

    [Fact]
    public async Task End_OfAFailedAttempt_ClosesWithoutALeak()
    {
        await using var loan = new Loan();
        var (_, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await loan.EndAsync(isLeak: false);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
        Assert.Equal(new LedgerCounts(0, 1, 1, 0), loan.Ledger.Counts);
        Assert.Empty(loan.Observer.Leaks);
    }

    [Fact]
    public async Task End_EverythingClosedByTheDriver_CountsNoLeak()
    {
        await using var loan = new Loan();
        for (var round = 0; round < 5; round++)
        {
            var (stream, peer) = await loan.ConnectAsync();
            await stream.DisposeAsync();
            peer.Dispose();
        }

        await loan.EndAsync(isLeak: true);
        Assert.Equal(new LedgerCounts(0, 5, 5, 0), loan.Ledger.Counts);
        Assert.All(loan.Observer.Closes, closed => Assert.Equal("closed by the driver", closed.Reason));
    }

    [Fact]
    public async Task End_OneFailsToClose_ClosesTheOthersAndTells()
    {
        var ledger = new ConnectionLedger(TimeProvider.System, new RecordingObserver());
        var scope = new LedgerScope(ledger, Loan.Owner);
        var closed = 0;
        var broken = scope.Create(EntryRole.Lent, TransportKind.Tcp, "127.0.0.1:1", "");
        scope.Enter(broken, _ => throw new InvalidDataException("cannot close"));
        var sound = scope.Create(EntryRole.Lent, TransportKind.Tcp, "127.0.0.1:2", "");
        scope.Enter(sound, reason =>
        {
            closed++;
            sound.Closed(reason);
            return ValueTask.CompletedTask;
        });
        await Assert.ThrowsAsync<InvalidDataException>(() => scope.EndAsync(isLeak: true, "over"));
        Assert.Equal(1, closed);
        Assert.Equal(new LedgerCounts(1, 2, 1, 2), ledger.Counts);
    }

    [Fact]
    public async Task Enter_AfterTheEnd_ThrowsStoppedAndCountsNothing()
    {
        var observer = new RecordingObserver();
        var ledger = new ConnectionLedger(TimeProvider.System, observer);
        var scope = new LedgerScope(ledger, Loan.Owner);
        await scope.EndAsync(isLeak: true, "over");
        var entry = scope.Create(EntryRole.Lent, TransportKind.Tcp, "127.0.0.1:1", "");
        var ending = Assert.Throws<ConnectionEndedException>(() => scope.Enter(entry, _ => ValueTask.CompletedTask));
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
        Assert.Equal(LedgerCounts.None, ledger.Counts);
        Assert.Empty(observer.Opens);
    }

    [Theory]
    [InlineData(nameof(EntryRole.Lent), 1, 1, true)]
    [InlineData(nameof(EntryRole.Pooled), 1, 0, false)]
    [InlineData(nameof(EntryRole.Response), 0, 1, true)]
    public async Task End_EntryOfARole_CountsWhatTheRoleMeans(string role, int opened, int leaked, bool isDrivers)
    {
        var ledger = new ConnectionLedger(TimeProvider.System, new RecordingObserver());
        var scope = new LedgerScope(ledger, Loan.Owner);
        var entry = scope.Create(Enum.Parse<EntryRole>(role), TransportKind.Http, "127.0.0.1:80", "");
        scope.Enter(entry, reason =>
        {
            entry.Closed(reason);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(isDrivers, scope.HasOpen);
        await scope.EndAsync(isLeak: true, "over");
        Assert.Equal(new LedgerCounts(0, opened, opened, leaked), ledger.Counts);
    }

    private sealed class ForgetfulDriver(ITransports transports)
    {
        public async Task OpenAsync(int port, Deadline deadline) => await transports.ConnectAsync("127.0.0.1", port, deadline);
    }
}
