using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

/// <summary>A stream goes over to another scope, and whoever had it before is shut out.</summary>
public sealed class StreamPassOnTests
{
    private static readonly LedgerOwner NextGeneration = Loan.Owner with { Generation = 2 };

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _endings = [];
    private int _late;

    [Fact]
    public async Task PassOn_PartialLineUnread_ArrivesAsOneLineAtTheNewLoan()
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await peer.SendAsync("hal"u8.ToArray());
        var seen = await old.Input.ReadAsync();
        old.Input.AdvanceTo(seen.Buffer.Start, seen.Buffer.End);

        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        var next = PassOn(old, heir);
        await peer.SendAsync("f\n"u8.ToArray());

        Assert.Equal("half", await next.Input.ReadLineAsync(CancellationToken.None));
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Fact]
    public async Task PassOn_KeepsNumberAgeAndCountsUnderTheNewOwner()
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await old.Output.WriteAsync("ab"u8.ToArray());
        var before = Assert.Single(loan.Ledger.Lines());

        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        var next = PassOn(old, heir);
        await next.Output.WriteAsync("cd"u8.ToArray());

        Assert.Equal(before with { Owner = NextGeneration, BytesOut = 4 }, Assert.Single(loan.Ledger.Lines()));
        Assert.Equal((old.Id, true, false), (next.Id, heir.HasOpen, loan.Scope.HasOpen));
        await loan.Scope.EndAsync(isLeak: true, "the old connection is over");
        Assert.Equal((1L, 0L), (loan.Ledger.Counts.Open, loan.Ledger.Counts.Leaked));
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Fact]
    public async Task PassOn_WhatTheOldLoanStillDoes_TouchesNothing()
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        var next = PassOn(old, heir);

        Assert.Equal(ConnectionEnd.Stopped, (await Assert.ThrowsAsync<ConnectionEndedException>(async () => await old.Output.WriteAsync("x"u8.ToArray()))).End);
        Assert.Equal(ConnectionEnd.Stopped, (await Assert.ThrowsAsync<ConnectionEndedException>(async () => await old.Input.ReadAsync())).End);
        await old.Input.CompleteAsync();
        await old.Output.CompleteAsync();
        await old.DisposeAsync();
        old.Abort();

        Assert.Equal(1, _late);
        await next.Output.WriteAsync("still\n"u8.ToArray());
        var received = new byte[6];
        Assert.Equal(6, await peer.ReceiveAsync(received));
        Assert.Equal("still\n", Encoding.ASCII.GetString(received));
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Fact]
    public async Task PassOn_MoreUnreadThanThePeerMaySend_LosesNothing()
    {
        const int Length = 3 * LentStream.UnreadLimit;
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var sent = new byte[Length];
        Random.Shared.NextBytes(sent);
        var sending = SendAllAsync(peer, sent);
        await Eventually.TrueAsync(() => loan.Ledger.Lines()[0].BytesIn >= LentStream.UnreadLimit, "the limit is reached");

        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        var next = PassOn(PassOnTwice(old, heir), heir);
        var read = await next.Input.ReadAtLeastAsync(Length);
        await sending;

        Assert.Equal(sent, System.Buffers.BuffersExtensions.ToArray(read.Buffer));
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Fact]
    public async Task PassOn_WhileTheFlowGoesOn_LosesAndDoublesNothing()
    {
        const int Lines = 20_000;
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var sending = SendAllAsync(peer, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Lines).Select(number => $"{number}\n"))));
        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        for (var number = 0; number < Lines; number++)
        {
            if (number % 500 == 0)
            {
                stream = PassOn(stream, heir);
            }

            Assert.Equal($"{number}", await stream.Input.ReadLineAsync(CancellationToken.None));
        }

        await sending;
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Fact]
    public async Task PassOn_PeerEndsAfterwards_TellsTheNewOwnerOnly()
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        PassOn(old, heir);
        peer.Dispose();

        await Eventually.TrueAsync(() => !_endings.IsEmpty, "the end is told");

        Assert.Empty(loan.Endings);
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    [Theory]
    [InlineData("closed", "it is closed")]
    [InlineData("held", "it is still being read")]
    [InlineData("unflushed", "not all of its output was flushed")]
    [InlineData("half-closed", "its sending side is closed")]
    [InlineData("unread for good", "it is still being read, or will be read no more")]
    public async Task PassOn_InTheMiddleOfSomething_IsRefused(string how, string reason)
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await peer.SendAsync("x"u8.ToArray());
        switch (how)
        {
            case "closed": await old.DisposeAsync(); break;
            case "held": await old.Input.ReadAsync(); break;
            case "unflushed": old.Output.GetSpan(1)[0] = 1; old.Output.Advance(1); break;
            case "half-closed": await old.Output.CompleteAsync(); break;
            default: await old.Input.CompleteAsync(); break;
        }

        var refusal = Assert.Throws<ConnectionEndedException>(() => PassOn(old, new LedgerScope(loan.Ledger, NextGeneration)));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassOn_HeirIsOver_ClosesTheStream()
    {
        await using var loan = new Loan();
        var (old, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        await heir.EndAsync(isLeak: false, "over");

        Assert.Throws<ConnectionEndedException>(() => PassOn(old, heir));

        Assert.Equal(0, loan.Ledger.Counts.Open);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task PassOn_Tls_GoesOnEncrypted()
    {
        using var certificate = TestCertificate.Create();
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        using var deadline = loan.Within();
        var connecting = loan.Lender.ConnectAsync(
            "127.0.0.1", ((System.Net.IPEndPoint)listener.LocalEndPoint!).Port, deadline, new StreamOptions { Tls = new TlsOptions { Trust = CertificateTrust.Any } });
        using var peer = await listener.AcceptAsync();
        await using var encrypted = new SslStream(new NetworkStream(peer));
        await encrypted.AuthenticateAsServerAsync(certificate);
        var old = await connecting;
        await encrypted.WriteAsync("hal"u8.ToArray());
        var seen = await old.Input.ReadAsync();
        old.Input.AdvanceTo(seen.Buffer.Start, seen.Buffer.End);

        var heir = new LedgerScope(loan.Ledger, NextGeneration);
        var next = PassOn(old, heir);
        await old.DisposeAsync();
        await encrypted.WriteAsync("f\n"u8.ToArray());

        Assert.Equal("half", await next.Input.ReadLineAsync(CancellationToken.None));
        await next.Output.WriteAsync("ok"u8.ToArray());
        var answer = new byte[2];
        await encrypted.ReadExactlyAsync(answer);
        Assert.Equal("ok", Encoding.ASCII.GetString(answer));
        await heir.EndAsync(isLeak: false, "the test is over");
    }

    private static async Task SendAllAsync(Socket peer, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await peer.SendAsync(bytes)..];
        }
    }

    private IStreamTransport PassOnTwice(IStreamTransport stream, LedgerScope heir) => PassOn(PassOn(stream, heir), heir);

    private IStreamTransport PassOn(IStreamTransport stream, LedgerScope heir) =>
        ((StreamTransport)stream).Lent.PassOn(heir, (_, reason) => _endings.Enqueue(reason), () => Interlocked.Increment(ref _late));
}
