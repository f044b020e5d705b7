using System.Buffers;
using System.Globalization;
using System.Text;
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

    private const int LettersQuoted = 60;
    private const int BytesQuoted = 8;

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
        var stream = await ConnectAsync(deadline).ConfigureAwait(false);
        try
        {
            var answer = await LogInAsync(stream, cipher, deadline).ConfigureAwait(false);
            if (cipher == SessionCipher.Clear || !answer.AsSpan().SequenceEqual(GoodbyeInClear))
            {
                return new ControllerSession(stream, Agreed(cipher, answer), attempt.Time);
            }
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await stream.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private async Task<IStreamTransport> ConnectAsync(Deadline deadline)
    {
        var (host, port) = (attempt.Settings.Get(IpcomSettings.Host), attempt.Settings.Get(IpcomSettings.Port));
        using var connecting = deadline.Shorten(ConnectLimit);
        try
        {
            return await attempt.Transports.ConnectAsync(host, port, connecting).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            throw ConnectionEndedException.Lost(string.Create(
                CultureInfo.InvariantCulture, $"{host}:{port} did not take a connection within {ConnectLimit.TotalSeconds:0} s."));
        }
    }

    private async Task<byte[]> LogInAsync(IStreamTransport stream, SessionCipher cipher, Deadline deadline)
    {
        var settings = attempt.Settings;
        var login = new byte[LoginRequest.Length];
        LoginRequest.Write(
            settings.Get(IpcomSettings.UserName), settings.Get(IpcomSettings.Password), (byte)settings.Get(IpcomSettings.Bus), login);
        cipher.Encipher(login, login);
        await stream.Output.WriteAsync(login, deadline.Token).ConfigureAwait(false);
        return await ReadAnswerAsync(stream, cipher, deadline).ConfigureAwait(false);
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
            [(byte)MessageId.Connect, ..] => throw ConnectionEndedException.ProtocolBroken(
                $"The controller's answer to the login stopped after {answer.Length} of {LoginAnswer.Length} bytes."),
            _ => throw ConnectionEndedException.ProtocolBroken(
                $"What answers there is no IPCom controller: it met the login with {Quote(wire)}. Check 'host' and 'port'."),
        };
    }

    /// <summary>The begin of an answer as people know it again: its first line where that is text, else its first bytes.</summary>
    private static string Quote(ReadOnlySpan<byte> wire)
    {
        var end = wire.IndexOfAny("\r\n"u8);
        var line = end < 0 ? wire : wire[..end];
        return line.Length > 0 && !line.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"'{Encoding.ASCII.GetString(line[..Math.Min(line.Length, LettersQuoted)])}'"
            : $"{wire.Length} bytes that begin with {Convert.ToHexStringLower(wire[..Math.Min(wire.Length, BytesQuoted)])}";
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
