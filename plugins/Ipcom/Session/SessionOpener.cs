using System.Buffers;
using PluginHost.Ipcom.Declarations;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Session;

/// <summary>Connects and logs in. Every connection begins without a key, however the last one ended.</summary>
internal sealed class SessionOpener(IConnectionContext attempt)
{
    /// <summary>As long as the public client waits; the vendor's gives up after 1 s, which a house far away may need.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    /// <summary>After so much quiet within an answer it is taken for complete: the form without a key is a begin of the other.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>What an old unit without cipher answers to a login that it cannot read: goodbye, in clear.</summary>
    private static ReadOnlySpan<byte> GoodbyeInClear => ShortMessages.Disconnect;

    /// <summary>Opens a session.</summary>
    /// <param name="deadline">The call's.</param>
    /// <exception cref="ConnectionEndedException">The login was refused, not answered, or answered with something else.</exception>
    public async Task<ControllerSession> OpenAsync(Deadline deadline) =>
        await TryOpenAsync(SessionCipher.WithoutKey, deadline).ConfigureAwait(false)
        ?? await TryOpenAsync(SessionCipher.Clear, deadline).ConfigureAwait(false)
        ?? throw Refused();

    private static ConnectionEndedException Refused() =>
        ConnectionEndedException.CredentialsRefused("The controller refused the user name or the password.");

    private async Task<ControllerSession?> TryOpenAsync(SessionCipher cipher, Deadline deadline)
    {
        var settings = attempt.Settings;
        using var connecting = deadline.Shorten(ConnectLimit);
        var stream = await attempt.Transports.ConnectAsync(
            settings.Get(IpcomSettings.Host), settings.Get(IpcomSettings.Port), connecting).ConfigureAwait(false);
        var login = new byte[LoginRequest.Length];
        LoginRequest.Write(
            settings.Get(IpcomSettings.UserName), settings.Get(IpcomSettings.Password), (byte)settings.Get(IpcomSettings.Bus), login);
        cipher.Encipher(login, login);
        await stream.Output.WriteAsync(login, deadline.Token).ConfigureAwait(false);
        var answer = await ReadAnswerAsync(stream, cipher, deadline).ConfigureAwait(false);
        if (cipher != SessionCipher.Clear && answer.AsSpan().SequenceEqual(GoodbyeInClear))
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        return new ControllerSession(stream, Agreed(cipher, answer), attempt.Time);
    }

    private static SessionCipher Agreed(SessionCipher login, byte[] wire)
    {
        var answer = new byte[wire.Length];
        login.Decipher(wire, answer);
        return answer switch
        {
            [(byte)MessageId.Connect, ..] when answer.Length == LoginAnswer.Length =>
                login == SessionCipher.Clear ? login : SessionCipher.WithKey(LoginAnswer.KeyOf(answer)),
            [(byte)MessageId.Connect, ..] when answer.Length == LoginAnswer.ShortLength => SessionCipher.Clear,
            [(byte)MessageId.Disconnect, ..] => throw Refused(),

            // A refusal under the controller's own key has been seen: two bytes that only it can read.
            { Length: <= LoginAnswer.ShortLength } => throw Refused(),
            _ => throw ConnectionEndedException.ProtocolBroken(
                $"The login was answered with {answer.Length} bytes that are no answer to it, the first {Convert.ToHexStringLower(wire.AsSpan(0, 4))}."),
        };
    }

    /// <summary>Reads until the longest answer is there, the peer is quiet in the midst of it, or closes.</summary>
    private async Task<byte[]> ReadAnswerAsync(IStreamTransport stream, SessionCipher cipher, Deadline deadline)
    {
        var began = attempt.Time.GetTimestamp();
        var patience = ControllerSession.AnswerLimit;
        byte[] answer = [];
        while (answer.Length < LoginAnswer.Length && !IsRefusal(answer, cipher))
        {
            var left = ControllerSession.AnswerLimit - attempt.Time.GetElapsedTime(began);
            var read = await QuietWait.ReadAsync(stream.Input, patience < left ? patience : left, deadline).ConfigureAwait(false);
            if (read is not { } some)
            {
                break;
            }

            var taken = some.Buffer.Slice(0, Math.Min(some.Buffer.Length, LoginAnswer.Length - answer.Length));
            answer = [.. answer, .. taken.ToArray()];
            stream.Input.AdvanceTo(taken.End);
            patience = Quiet;
            if (some.IsCompleted)
            {
                return answer.Length > 0 ? answer : throw ConnectionEndedException.Lost("The controller closed the connection instead of answering the login.");
            }
        }

        return answer.Length > 0
            ? answer
            : throw ConnectionEndedException.Lost($"The controller did not answer the login within {ControllerSession.AnswerLimit.TotalSeconds:0} s.");
    }

    /// <summary>Whether it is a whole goodbye: a refusal needs no waiting for more.</summary>
    private static bool IsRefusal(byte[] answer, SessionCipher cipher)
    {
        if (answer.Length != ShortMessages.Length)
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[ShortMessages.Length];
        cipher.Decipher(answer, plain);
        return plain.SequenceEqual(ShortMessages.Disconnect) || answer.AsSpan().SequenceEqual(GoodbyeInClear);
    }
}
