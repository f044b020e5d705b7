using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PluginHost.Incident.OldClient;

/// <summary>The projector's client as it was in the incident, with all five mistakes. Each is marked; do not mend them.</summary>
/// <param name="open">Opens a connection.</param>
/// <param name="pin">The PIN.</param>
/// <param name="time">The clock.</param>
internal sealed class OldProjectorClient(Func<Task<OldLine>> open, string pin, TimeProvider time)
{
    private const int MostChunks = 256;
    private const int ChunkBytes = 4096;

    private static readonly TimeSpan ChunkLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _lock = new(1);
    private Stream? _reader;
    private Stream? _writer;
    private bool _isLoggedIn;
    private bool _isStale;
    private int _lastId;

    public async Task<string> GetAsync(string property)
    {
        await _lock.WaitAsync();
        try
        {
            await ConnectAsync();
            return await AskAsync("property.get", $$"""{"property":"{{property}}"}""");
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <exception cref="IOException">There is nothing to disconnect, or that is what it believes.</exception>
    public void Disconnect()
    {
        if (!_isLoggedIn || _isStale)
        {
            throw new IOException("Not connected.");
        }

        _isLoggedIn = false;
        _writer!.Dispose();
        _reader!.Dispose();
    }

    private async Task ConnectAsync()
    {
        if (_isStale)
        {
            // Mistake 1: forgotten, not closed.
            (_reader, _writer, _isStale, _isLoggedIn) = (null, null, false, false);
        }

        if (_isLoggedIn)
        {
            return;
        }

        (_reader, _writer) = await open();

        // Mistake 5: a login that fails leaves the connection open, and the next attempt opens another one.
        await AskAsync("authenticate", $$"""{"code":{{pin}}}""");
        _isLoggedIn = true;
    }

    private async Task<string> AskAsync(string method, string parameters)
    {
        var id = ++_lastId;
        await _writer!.WriteAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}},"id":{{id}}}"""));
        await _writer.FlushAsync();

        // Mistake 4: when this runs out of time, the connection stays as it is, and the late answer waits for the next request.
        using var answer = await ReadAsync();
        if (answer.RootElement.ValueKind != JsonValueKind.Object
            || !answer.RootElement.TryGetProperty("id", out var answered)
            || answered.ToString() != id.ToString(CultureInfo.InvariantCulture))
        {
            _isStale = true;
            throw new InvalidDataException("The projector answered something else.");
        }

        if (answer.RootElement.TryGetProperty("error", out var error))
        {
            // Mistake 3: busy is an error like any other.
            throw new ProjectorException(error.GetProperty("code").GetInt32());
        }

        return answer.RootElement.GetProperty("result").ToString();
    }

    private async Task<JsonDocument> ReadAsync()
    {
        var (received, chunk) = (new MemoryStream(), new byte[ChunkBytes]);
        for (var i = 0; i < MostChunks; i++)
        {
            var count = await ReadChunkAsync(chunk);
            if (count == 0)
            {
                _isStale = true;
                throw new IOException("The projector has closed the connection.");
            }

            received.Write(chunk, 0, count);
            if (TryParse(received.GetBuffer().AsSpan(0, (int)received.Length)) is { } answer)
            {
                return answer;
            }
        }

        throw new InvalidDataException("The answer is too long.");
    }

    private async Task<int> ReadChunkAsync(byte[] chunk)
    {
        // Mistake 2: a limit for each chunk, and none for the answer.
        using var limit = new CancellationTokenSource(ChunkLimit, time);
        try
        {
            return await _reader!.ReadAsync(chunk, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The projector took too long.");
        }
    }

    private JsonDocument? TryParse(ReadOnlySpan<byte> received)
    {
        try
        {
            var reader = new Utf8JsonReader(received, isFinalBlock: false, default);
            return JsonDocument.TryParseValue(ref reader, out var answer) ? answer : null;
        }
        catch (JsonException garbage)
        {
            _isStale = true;
            throw new InvalidDataException("The projector answered garbage.", garbage);
        }
    }
}
