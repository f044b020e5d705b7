using System.IO.Pipelines;
using System.Net;

namespace PluginHost;

/// <summary>An open TCP or TLS stream, lent by the host.</summary>
/// <remarks>
/// The host always has a read pending, so the peer's end is noticed at once and a cancelled read loses nothing. Both
/// directions are bounded: a flood stops at the device's side, a peer that does not read stops the writer.
/// When the peer ends the stream, <see cref="IDuplexPipe.Input"/> completes after the last byte and the host ends the
/// device's connection as lost, unless <see cref="StreamOptions.EndsConnection"/> says otherwise.
/// Completing <see cref="IDuplexPipe.Output"/> tells the peer that nothing more will come (FIN) and leaves the input open.
/// A broken network is thrown by reads and writes as <see cref="ConnectionEndedException"/>.
/// </remarks>
/// <example>
/// <code>
/// await stream.Output.WriteAsync("STATUS?\r\n"u8.ToArray(), deadline.Token);
/// var read = await answer.ReadAsync(stream.Input);
/// </code>
/// </example>
public interface IStreamTransport : IDuplexPipe, IAsyncDisposable
{
    /// <summary>The number under which the host's ledger knows it.</summary>
    long Id { get; }

    /// <summary>This side's address.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>The peer's address.</summary>
    EndPoint RemoteEndPoint { get; }

    /// <summary>SHA-256 of the peer's certificate in upper-case hexadecimal, as <see cref="CertificateTrust.Pinned"/> takes it; <see langword="null"/> without TLS.</summary>
    string? PeerCertificateHash { get; }

    /// <summary>Closes at once with a reset, discarding what is under way.</summary>
    void Abort();
}
