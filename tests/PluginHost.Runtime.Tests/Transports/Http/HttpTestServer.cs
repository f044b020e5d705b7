using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PluginHost.Runtime.Tests.Transports.Http;

/// <summary>An HTTP/1.1 server over bare sockets, so that a test says every byte and every end of a connection.</summary>
internal sealed class HttpTestServer : IAsyncDisposable
{
    private readonly Socket _listener = Loan.LoopbackListener(64);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Socket> _connections = new();
    private readonly Func<HttpTestRequest, Stream, CancellationToken, Task<bool>> _answerAsync;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="answer">Gives the whole answer, head and body.</param>
    /// <param name="certificate">Speaks TLS with it.</param>
    public HttpTestServer(Func<HttpTestRequest, string> answer, X509Certificate2? certificate = null)
        : this(
            async (request, stream, stop) =>
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer(request)), stop);
                return true;
            },
            certificate)
    {
    }

    /// <param name="answerAsync">Writes the answer, and says whether the connection is kept.</param>
    /// <param name="certificate">Speaks TLS with it.</param>
    public HttpTestServer(Func<HttpTestRequest, Stream, CancellationToken, Task<bool>> answerAsync, X509Certificate2? certificate = null)
    {
        (_answerAsync, _certificate) = (answerAsync, certificate);
        Address = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<HttpTestRequest> Requests { get; } = new();

    public int Accepted => Volatile.Read(ref _accepted);

    public int Open => _connections.Count;

    public static string Ok(string body, string headers = "") => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}";

    public void CloseConnections()
    {
        foreach (var socket in _connections.Values)
        {
            socket.Shutdown(SocketShutdown.Send);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        foreach (var socket in _connections.Values)
        {
            socket.Dispose();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                var number = Interlocked.Increment(ref _accepted);
                _connections[number] = socket;
                serving.Add(ServeAsync(number, socket));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(int number, Socket socket)
    {
        try
        {
            await using Stream stream = _certificate is null ? new NetworkStream(socket) : new SslStream(new NetworkStream(socket));
            if (stream is SslStream encrypted)
            {
                await encrypted.AuthenticateAsServerAsync(_certificate!);
            }

            while (await ReadAsync(number, stream) is { } request)
            {
                Requests.Enqueue(request);
                if (!await _answerAsync(request, stream, _stop.Token))
                {
                    break;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // A client that breaks off is what many tests are about.
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(number, out _);
        }
    }

    private async Task<HttpTestRequest?> ReadAsync(int number, Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var words = lines[0].Split(' ');
        return new HttpTestRequest(number, words[0], words[1], headers, Encoding.UTF8.GetString(body));
    }
}
