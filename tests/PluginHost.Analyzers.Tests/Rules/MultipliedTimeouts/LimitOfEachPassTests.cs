using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

public sealed class LimitOfEachPassTests
{
    [Theory]
    [InlineData("""
        sealed class Dsp
        {
            async Task<byte[]> LoadSlowAsync(PipeStream pipe, byte[] block)
            {
                var all = new List<byte>();
                for (var i = 0; i < 64; i++)
                {
                    var read = pipe.ReadAsync(block).AsTask();
                    if (await [|Task.WhenAny(read, Task.Delay(5000))|] != read) throw new TimeoutException();
                    all.AddRange(block);
                    if (block[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private readonly TcpClient _client = new();
            void Fill(byte[] buffer, int count)
            {
                var socket = _client.Client;
                socket.ReceiveTimeout = 5000;
                int offset = 0;
                while (offset < count)
                {
                    int n = [|socket.Receive(buffer, offset, count - offset, SocketFlags.None)|];
                    if (n == 0) throw new EndOfStreamException();
                    offset += n;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private NetworkStream _stream;
            private TcpClient _client;
            public Client(string host)
            {
                _client = new TcpClient(host, 1) { ReceiveTimeout = 10000 };
                _stream = _client.GetStream();
            }

            public string ReadReply()
            {
                var text = new StringBuilder();
                var buffer = new byte[1024];
                while (true)
                {
                    var n = [|_stream.Read(buffer, 0, buffer.Length)|];
                    if (n == 0) break;
                    text.Append(Encoding.ASCII.GetString(buffer, 0, n));
                    if (text.ToString().EndsWith("\r\n")) break;
                }

                return text.ToString();
            }
        }
        """)]
    [InlineData("""
        sealed class Barco(StreamReader reader)
        {
            public async Task<string> UpdateAsync()
            {
                var answer = new StringBuilder();
                var chunk = new char[4096];
                for (int i = 0; i < 256; i++)
                {
                    var n = await [|reader.ReadAsync(chunk, 0, chunk.Length).WaitAsync(TimeSpan.FromSeconds(10))|];
                    answer.Append(chunk, 0, n);
                    if (answer.ToString().EndsWith('}')) break;
                }

                return answer.ToString();
            }
        }
        """)]
    [InlineData("""
        partial class Client
        {
            private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
            private readonly Stream _stream;
        }

        partial class Client(Stream stream)
        {
            public async Task<byte[]> ReceiveAsync(int length, CancellationToken cancellationToken)
            {
                var buffer = new byte[length];
                var received = 0;
                while (received < length)
                {
                    using var cts = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    cts.CancelAfter(Limit);
                    received += await [|stream.ReadAsync(buffer.AsMemory(received), cts.Token)|];
                }

                return buffer;
            }
        }
        """)]
    [InlineData("""
        static class Smtp
        {
            public static List<string> ReadLines(TcpClient client)
            {
                client.ReceiveTimeout = 30000;
                var reader = new StreamReader(client.GetStream());
                var lines = new List<string>();
                string line;
                while ((line = [|reader.ReadLine()|]) != null)
                {
                    lines.Add(line);
                    if (line == ".") break;
                }

                return lines;
            }
        }
        """)]
    [InlineData("""
        static class Smtp
        {
            public static string Reply(TcpClient client)
            {
                var stream = client.GetStream();
                stream.ReadTimeout = 30000;
                using var reader = new StreamReader(stream);
                string reply = "";
                string line;
                do
                {
                    line = [|reader.ReadLine()|];
                    reply += line;
                }
                while (line[3] == '-');
                return reply;
            }
        }
        """)]
    [InlineData("""
        sealed class Lines
        {
            private readonly Socket _socket;
            private const int TimeoutMicros = 2_000_000;
            public Lines(Socket socket) => _socket = socket;
            public string ReadLine()
            {
                var one = new byte[1];
                var line = "";
                while (!line.EndsWith("\n"))
                {
                    if (![|_socket.Poll(TimeoutMicros, SelectMode.SelectRead)|]) throw new TimeoutException();
                    _socket.Receive(one);
                    line += (char)one[0];
                }

                return line;
            }
        }
        """)]
    [InlineData("""
        sealed class Modbus
        {
            private readonly System.Net.Sockets.NetworkStream _stream;
            public Modbus(NetworkStream stream) { _stream = stream; _stream.ReadTimeout = 1000; }
            public byte[] Read(int count)
            {
                var frame = new byte[count];
                int at = 0;
                do
                {
                    at += [|_stream.Read(frame, at, count - at)|];
                } while (at != count);
                return frame;
            }
        }
        """)]
    [InlineData("""
        sealed class Old
        {
            public byte[] Load(Stream stream, int total)
            {
                var memory = new MemoryStream();
                var buffer = new byte[512];
                while (memory.Length < total)
                {
                    var pending = stream.BeginRead(buffer, 0, buffer.Length, null, null);
                    if (![|pending.AsyncWaitHandle.WaitOne(5000)|]) throw new TimeoutException();
                    memory.Write(buffer, 0, stream.EndRead(pending));
                }

                return memory.ToArray();
            }
        }
        """)]
    [InlineData("""
        record Session(Stream Stream, TimeSpan Timeout)
        {
            public byte[] Exactly(int count)
            {
                var bytes = new List<byte>();
                var chunk = new byte[64];
                while (bytes.Count < count)
                {
                    var task = Stream.ReadAsync(chunk, 0, chunk.Length);
                    if (![|task.Wait(Timeout)|]) throw new TimeoutException();
                    bytes.AddRange(chunk.Take(task.Result));
                }

                return bytes.ToArray();
            }
        }
        """)]
    [InlineData("""
        sealed class Client(Stream stream)
        {
            private async Task<int> ReadChunkAsync(byte[] chunk)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                return await stream.ReadAsync(chunk, limit.Token);
            }

            public async Task<string> ReadAllAsync()
            {
                var (text, chunk) = (new StringBuilder(), new byte[100]);
                while (true)
                {
                    var n = await [|ReadChunkAsync(chunk)|];
                    text.Append(Encoding.UTF8.GetString(chunk, 0, n));
                    if (text[^1] == '\n') return text.ToString();
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Ws(ClientWebSocket socket)
        {
            public async Task<string> ReceiveTextAsync()
            {
                var text = new StringBuilder();
                var buffer = new byte[1024];
                WebSocketReceiveResult result;
                do
                {
                    using var limit = new CancellationTokenSource(5000);
                    result = await [|socket.ReceiveAsync(buffer, limit.Token)|];
                    text.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
                }
                while (!result.EndOfMessage);
                return text.ToString();
            }
        }
        """)]
    [InlineData("""
        sealed class Sender(Socket socket)
        {
            public void Send(byte[] data)
            {
                socket.SendTimeout = 5000;
                var sent = 0;
                while (sent < data.Length)
                {
                    sent += [|socket.Send(data, sent, data.Length - sent, SocketFlags.None)|];
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Local(NetworkStream stream)
        {
            public Task<List<byte>> RunAsync()
            {
                return LoadAsync();
                async Task<List<byte>> LoadAsync()
                {
                    var all = new List<byte>();
                    var one = new byte[1];
                    while (all.Count == 0 || all[^1] != 3)
                    {
                        await [|stream.ReadAsync(one, 0, 1).WaitAsync(TimeSpan.FromSeconds(3))|];
                        all.Add(one[0]);
                    }

                    return all;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class InLambda(NetworkStream stream)
        {
            public Func<Task<string>> Reader => async () =>
            {
                var line = string.Empty;
                var one = new byte[1];
                while (true)
                {
                    using var limit = new CancellationTokenSource(1000);
                    await [|stream.ReadAsync(one, limit.Token)|];
                    if (one[0] == 10) return line;
                    line += (char)one[0];
                }
            };
        }
        """)]
    [InlineData("""
        sealed class Connector
        {
            public async Task<TcpClient> OpenAsync(string host)
            {
                for (var attempt = 1; attempt <= 10; attempt++)
                {
                    var client = new TcpClient();
                    try
                    {
                        await [|client.ConnectAsync(host, 1).WaitAsync(TimeSpan.FromSeconds(30))|];
                        return client;
                    }
                    catch (TimeoutException)
                    {
                        client.Dispose();
                    }
                }

                throw new TimeoutException();
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly PluginHost.IStreamTransport _stream;
            private readonly PluginHost.DeadlineSource _deadlines;
            public Task ListenAsync(CancellationToken stop) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => ReadAsync();
            private async Task<string> ReadAsync()
            {
                var text = new StringBuilder();
                while (true)
                {
                    using var limit = new CancellationTokenSource(5000);
                    var read = await [|_stream.Input.ReadAsync(limit.Token)|];
                    text.Append(Encoding.UTF8.GetString(read.Buffer.FirstSpan));
                    _stream.Input.AdvanceTo(read.Buffer.End);
                    if (text.ToString().Contains('\n')) return text.ToString();
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Serial
        {
            private readonly Stream _port;
            public Serial(Stream port) { _port = port; port.ReadTimeout = 500; }
            public byte[] Frame(int length)
            {
                var frame = new byte[length];
                for (var i = 0; i < frame.Length; i++)
                {
                    frame[i] = (byte)[|_port.ReadByte()|];
                }

                return frame;
            }
        }
        """)]
    public Task Loop_EachPassWithALimitOfItsOwn_IsReported(string marked) => new MultipliedTimeoutRule().ReportsAsync("PH0002", marked);
}
