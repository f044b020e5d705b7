using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using PluginHost.Runtime.Ledger;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

public sealed class TlsStreamTests : IDisposable
{
    private readonly X509Certificate2 _certificate = TestCertificate.Create();

    public static TheoryData<string> AcceptedTrusts => ["any", "pin", "pin with colons"];

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [MemberData(nameof(AcceptedTrusts))]
    public async Task Connect_CertificateAccepted_SpeaksTls(string how)
    {
        var trust = how switch
        {
            "any" => CertificateTrust.Any,
            "pin" => CertificateTrust.Pinned(_certificate.Pin()),
            _ => CertificateTrust.Pinned(string.Join(':', _certificate.Pin().Chunk(2).Select(pair => new string(pair).ToLowerInvariant()))),
        };
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        var serving = ServeAsync(listener, async encrypted =>
        {
            await encrypted.WriteAsync("hello\n"u8.ToArray());

            // The goodbye of TLS comes before the end of the stream.
            Assert.Equal(0, await encrypted.ReadAsync(new byte[1]));
        });
        using var deadline = loan.Within();
        await using (var stream = await ConnectAsync(loan, listener, trust, deadline))
        {
            Assert.Equal("hello", await stream.Input.ReadLineAsync(deadline.Token));
            Assert.Equal(_certificate.Pin(), stream.PeerCertificateHash);
            Assert.Equal(TransportKind.Tls, Assert.Single(loan.Ledger.Lines()).Kind);
            await stream.Output.CompleteAsync();
            await serving;
        }

        Assert.Equal(0, loan.Ledger.Counts.Leaked);
    }

    [Theory]
    [InlineData(true, "not the pinned one")]
    [InlineData(false, "not trusted here")]
    public async Task Connect_CertificateRefused_ThrowsProtocolBrokenAndNamesItsHash(bool isPinned, string reason)
    {
        var trust = isPinned ? CertificateTrust.Pinned(new string('0', 64)) : CertificateTrust.System;
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        var serving = ServeAsync(listener, encrypted => encrypted.ReadAsync(new byte[1]).AsTask());
        using var deadline = loan.Within();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => ConnectAsync(loan, listener, trust, deadline));
        Assert.Equal(ConnectionEnd.ProtocolBroken, ending.End);
        Assert.Contains(reason, ending.Message, StringComparison.Ordinal);
        Assert.Contains(_certificate.Pin(), ending.Message, StringComparison.Ordinal);
        await ((Task)serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(0, loan.Ledger.Counts.Opened);
    }

    [Fact]
    public async Task Connect_PeerNeverAnswersTheHandshake_EndsAtTheDeadlineWithoutASocket()
    {
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var deadline = loan.Within(seconds: 0.3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync(loan, listener, CertificateTrust.Any, deadline));
        await SocketCounter.WaitUntilAsync(
            sockets => sockets.ClientSide(port).Sockets.All(socket => socket.Inode == 0), "the socket is closed", Environment.ProcessId);
    }

    [Fact]
    public async Task Connect_PeerSpeaksNoTls_Throws()
    {
        await using var loan = new Loan();
        using var listener = Loan.LoopbackListener();
        using var deadline = loan.Within();
        var connecting = ConnectAsync(loan, listener, CertificateTrust.Any, deadline);
        using (var peer = await listener.AcceptAsync())
        {
            await peer.SendAsync("220 no TLS here\r\n"u8.ToArray());
        }

        await Assert.ThrowsAsync<ConnectionEndedException>(() => connecting);
    }

    private static Task<IStreamTransport> ConnectAsync(Loan loan, Socket listener, CertificateTrust trust, Deadline deadline) =>
        loan.Lender.ConnectAsync(
            "127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, deadline, new StreamOptions { Tls = new TlsOptions { Trust = trust } });

    private async Task ServeAsync(Socket listener, Func<SslStream, Task> serve)
    {
        using var socket = await listener.AcceptAsync();
        await using var encrypted = new SslStream(new NetworkStream(socket));
        await encrypted.AuthenticateAsServerAsync(_certificate);
        await serve(encrypted);
    }
}
