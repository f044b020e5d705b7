using System.IO.Pipelines;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Session;

/// <summary>
/// One logged-in conversation with a controller: one request at a time, each answered before the next. Nothing is read but
/// answers, since a controller never speaks unasked.
/// </summary>
internal sealed class ControllerSession : IAsyncDisposable
{
    /// <summary>A request that is unanswered that long is the end: the socket timeout of the public client.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the next request waits for the answer to a write or keep-alive, which nobody knows and which may be none. The
    /// vendor's client never sends two messages in a row, so a controller may take two in one segment for one.
    /// </summary>
    public static readonly TimeSpan SettleLimit = TimeSpan.FromMilliseconds(50);

    private static readonly ReadBudget AnswerBudget = new(AnswerLimit, AnswerLimit, Overall: TimeSpan.FromSeconds(8));

    private readonly IStreamTransport _stream;
    private readonly SessionCipher _cipher;
    private readonly TimeProvider _time;
    private readonly AnswerReader _answers;
    private readonly byte[] _poll = new byte[ShortMessages.Length];
    private readonly byte[] _keepAlive = new byte[ShortMessages.Length];
    private readonly byte[] _write = new byte[OutputWrite.MaxLength];
    private readonly byte[] _message = new byte[Snapshot.Length];
    private long? _unsettledSince;
    private bool _isGivenUp;

    /// <param name="stream">A stream on which the login was accepted, with nothing unread.</param>
    /// <param name="cipher">What was agreed on.</param>
    /// <param name="time">The clock.</param>
    public ControllerSession(IStreamTransport stream, SessionCipher cipher, TimeProvider time)
    {
        (_stream, _cipher, _time, _answers) = (stream, cipher, time, new AnswerReader(cipher));
        cipher.Encipher(ShortMessages.Poll, _poll);
        cipher.Encipher(ShortMessages.KeepAlive, _keepAlive);
    }

    /// <summary>What the last poll answered: 128 values, module by module.</summary>
    public ReadOnlySpan<byte> Values => Snapshot.ValuesOf(_message);

    /// <summary>Bytes of unknown meaning so far.</summary>
    public long SkippedBytes => _answers.SkippedBytes;

    /// <summary>Asks for all outputs; the answer stands in <see cref="Values"/>.</summary>
    /// <param name="deadline">The call's.</param>
    /// <returns>The time from request to answer.</returns>
    /// <exception cref="ConnectionEndedException">No answer within <see cref="AnswerLimit"/>, or the controller ended the session.</exception>
    public async Task<TimeSpan> PollAsync(Deadline deadline)
    {
        await SendAsync(_poll, deadline).ConfigureAwait(false);
        var asked = _time.GetTimestamp();
        using var answer = AnswerBudget.Start(deadline);
        while (true)
        {
            var read = await ReadAsync(answer).ConfigureAwait(false);
            var left = read.Buffer;
            var kind = _answers.TryTake(ref left, _message);
            while (kind == AnswerKind.KeepAlive)
            {
                kind = _answers.TryTake(ref left, _message);
            }

            _stream.Input.AdvanceTo(left.Start, kind is null ? left.End : left.Start);
            switch (kind)
            {
                case AnswerKind.Snapshot:
                    return _time.GetElapsedTime(asked);
                case AnswerKind.Goodbye:
                    throw SaidGoodbye();
                default:
                    ThrowIfClosed(read);
                    break;
            }
        }
    }

    /// <summary>Sets the outputs of a module. Whether they took it shows the next poll.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="module">The module, 1 to 16.</param>
    /// <param name="values">All eight values.</param>
    /// <param name="deadline">The call's.</param>
    public async Task WriteAsync(BusAddress bus, int module, ReadOnlyMemory<byte> values, Deadline deadline)
    {
        var length = OutputWrite.Write(bus, module, values.Span, _write);
        _cipher.Encipher(_write.AsSpan(0, length), _write);
        await SendAsync(_write.AsMemory(0, length), deadline).ConfigureAwait(false);
        _unsettledSince = _time.GetTimestamp();
    }

    /// <summary>Sends the keep-alive. Its answer is unknown and does not matter: polls prove that the controller is alive.</summary>
    /// <param name="deadline">The call's.</param>
    public async Task KeepAliveAsync(Deadline deadline)
    {
        await SendAsync(_keepAlive, deadline).ConfigureAwait(false);
        _unsettledSince = _time.GetTimestamp();
    }

    /// <summary>Says goodbye; the controller answers by closing, if at all.</summary>
    /// <param name="deadline">The call's.</param>
    public async Task GoodbyeAsync(Deadline deadline)
    {
        var goodbye = new byte[ShortMessages.Length];
        _cipher.Encipher(ShortMessages.Disconnect, goodbye);
        await SendAsync(goodbye, deadline).ConfigureAwait(false);
    }

    /// <summary>Gives the stream up, open and between two messages.</summary>
    /// <param name="deadline">The call's.</param>
    /// <returns>What the next one needs.</returns>
    public async Task<(IStreamTransport Stream, SessionCipher Cipher)> GiveUpAsync(Deadline deadline)
    {
        await SettleAsync(deadline).ConfigureAwait(false);
        _isGivenUp = true;
        return (_stream, _cipher);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _isGivenUp ? ValueTask.CompletedTask : _stream.DisposeAsync();

    private static ConnectionEndedException SaidGoodbye() => ConnectionEndedException.Lost("The controller said goodbye.");

    private static void ThrowIfClosed(ReadResult read)
    {
        if (read.IsCompleted)
        {
            throw ConnectionEndedException.Lost("The controller closed the connection.");
        }
    }

    private async ValueTask<ReadResult> ReadAsync(ReadWait answer)
    {
        try
        {
            return await answer.ReadAsync(_stream.Input).ConfigureAwait(false);
        }
        catch (ConnectionEndedException silence) when (answer.Token.IsCancellationRequested)
        {
            throw ConnectionEndedException.Lost($"The controller fell silent. {silence.Message}", silence);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, Deadline deadline)
    {
        await SettleAsync(deadline).ConfigureAwait(false);
        while (_stream.Input.TryRead(out var unasked))
        {
            Skip(unasked);
        }

        await _stream.Output.WriteAsync(message, deadline.Token).ConfigureAwait(false);
    }

    private async Task SettleAsync(Deadline deadline)
    {
        if (_unsettledSince is not { } since)
        {
            return;
        }

        _unsettledSince = null;
        if (await QuietWait.ReadAsync(_stream.Input, SettleLimit - _time.GetElapsedTime(since), deadline).ConfigureAwait(false) is { } answer)
        {
            Skip(answer);
        }
    }

    private void Skip(ReadResult read)
    {
        var left = read.Buffer;
        var isGoodbye = _answers.SkipToGoodbye(ref left);
        _stream.Input.AdvanceTo(left.Start);
        if (isGoodbye)
        {
            throw SaidGoodbye();
        }

        ThrowIfClosed(read);
    }
}
