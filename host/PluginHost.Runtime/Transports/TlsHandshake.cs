using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PluginHost.Runtime.Transports;

/// <summary>Encrypts a stream towards a device and checks its certificate by the driver's trust.</summary>
internal static class TlsHandshake
{
    public static async Task<SslStream> AsClientAsync(Stream stream, string host, TlsOptions options, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = options.ServerName ?? host,
                    RemoteCertificateValidationCallback = CheckBy(options.Trust),
                },
                cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw StreamErrors.ToEnding(error, $"The TLS handshake with {host} failed");
        }
        catch
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Checks a peer's certificate, and says by an <see cref="AuthenticationException"/> what is wrong with it.</summary>
    public static RemoteCertificateValidationCallback CheckBy(CertificateTrust trust) => (_, certificate, _, errors) =>
        IsTrusted(trust, certificate, errors) ? true : throw new AuthenticationException(Refusal(trust, certificate, errors));

    public static bool IsTrusted(CertificateTrust trust, X509Certificate? certificate, SslPolicyErrors errors) => trust switch
    {
        _ when certificate is null => false,
        { Pin: { } pin } => HashOf(certificate) == pin,
        { AcceptsAny: true } => true,
        _ => errors == SslPolicyErrors.None,
    };

    private static string Refusal(CertificateTrust trust, X509Certificate? certificate, SslPolicyErrors errors) => certificate switch
    {
        null => "the peer shows no certificate",
        _ when trust.Pin is not null => $"the certificate is not the pinned one; its SHA-256 is {HashOf(certificate)}",
        _ => $"the certificate is not trusted here ({errors}); its SHA-256, by which it can be pinned, is {HashOf(certificate)}",
    };

    private static string HashOf(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
