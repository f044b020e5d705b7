using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

/// <summary>Loops as older and longer code writes them.</summary>
public sealed class RealShapesTests
{
    private const string Driver = """
        sealed class Driver : PluginHost.IDeviceDriver
        {
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            BODY
        }
        """;

    [Theory]
    [InlineData("""
        public class FtpReply
        {
            private Socket _control;
            private int _timeout = 15000;
            private byte[] _buffer = new byte[512];
            public void Connect(EndPoint to)
            {
                _control = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _control.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveTimeout, _timeout);
                _control.Connect(to);
            }

            private string ReadLine()
            {
                string message = "";
                while (true)
                {
                    int bytes = [|_control.Receive(_buffer, _buffer.Length, 0)|];
                    message += Encoding.ASCII.GetString(_buffer, 0, bytes);
                    if (bytes < _buffer.Length)
                    {
                        break;
                    }
                }

                return message;
            }
        }
        """)]
    [InlineData("""
        public class Redis
        {
            private TcpClient client;
            private BinaryReader reader;
            public Redis(string host)
            {
                this.client = new TcpClient(host, 6379);
                this.client.ReceiveTimeout = 3 * 1000;
                this.reader = new BinaryReader(this.client.GetStream());
            }

            private string ReadLine()
            {
                var sb = new StringBuilder();
                int c;
                while ((c = [|reader.ReadByte()|]) != '\n')
                {
                    if (c != '\r') sb.Append((char)c);
                }

                return sb.ToString();
            }
        }
        """)]
    [InlineData("""
        public class Rpc
        {
            private readonly NetworkStream _net;
            public Rpc(NetworkStream net) { _net = net; _net.ReadTimeout = 20000; }
            public byte[] ReadExact(int size)
            {
                byte[] data = new byte[size];
                int remaining = size;
                int index = 0;
                while (remaining > 0)
                {
                    int read = [|_net.Read(data, index, remaining)|];
                    if (read <= 0) throw new IOException("closed");
                    remaining -= read;
                    index += read;
                }

                return data;
            }
        }
        """)]
    [InlineData("""
        public static class Extensions
        {
            public static async Task<int> ReadWithTimeoutAsync(this Stream stream, byte[] buffer, int offset, int count, TimeSpan timeout)
            {
                using (var cts = new CancellationTokenSource(timeout))
                {
                    return await stream.ReadAsync(buffer, offset, count, cts.Token).ConfigureAwait(false);
                }
            }

            public static async Task ReadFullyAsync(this NetworkStream stream, byte[] buffer, TimeSpan timeout)
            {
                int total = 0;
                do
                {
                    int n = await [|stream.ReadWithTimeoutAsync(buffer, total, buffer.Length - total, timeout)|].ConfigureAwait(false);
                    if (n == 0) throw new EndOfStreamException();
                    total += n;
                } while (total < buffer.Length);
            }
        }
        """)]
    [InlineData("""
        public class Pages(HttpClient http)
        {
            public async Task<string> BodyAsync(Stream stream, CancellationToken ct)
            {
                var ms = new MemoryStream();
                var buffer = new byte[4096];
                int read;
                while ((read = await [|stream.ReadAsync(buffer, 0, buffer.Length, ct).WaitAsync(TimeSpan.FromSeconds(30), ct)|]) > 0)
                {
                    ms.Write(buffer, 0, read);
                }

                return Encoding.UTF8.GetString(ms.ToArray());
            }
        }
        """)]
    public Task Message_ReadInPieces_IsReported(string marked) => new MultipliedTimeoutRule().ReportsAsync("PH0002", marked);

    [Theory]
    [InlineData("""
        public class Server
        {
            public void Serve(TcpClient client)
            {
                client.ReceiveTimeout = 60000;
                var reader = new StreamReader(client.GetStream());
                var log = new List<string>();
                string line;
                while ((line = reader.ReadLine()) != null)
                {
                    if (line == "QUIT") break;
                    Handle(line);
                }
            }

            private void Handle(string line) => Console.WriteLine(line);
        }
        """)]
    [InlineData("""
        public class Dispatcher
        {
            public Action<string> OnMessage;
            public void Run(Socket socket)
            {
                socket.ReceiveTimeout = 30000;
                var pending = "";
                var buffer = new byte[1024];
                while (socket.Connected)
                {
                    var n = socket.Receive(buffer);
                    if (n == 0) break;
                    pending += Encoding.ASCII.GetString(buffer, 0, n);
                    int end;
                    while ((end = pending.IndexOf('\n')) >= 0)
                    {
                        OnMessage(pending.Substring(0, end));
                        pending = pending.Substring(end + 1);
                    }
                }
            }
        }
        """)]
    [InlineData("""
        public class Relay
        {
            public async Task CopyAsync(NetworkStream from, NetworkStream to)
            {
                var buffer = new byte[8192];
                long copied = 0;
                while (true)
                {
                    using var idle = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                    var n = await from.ReadAsync(buffer, idle.Token);
                    if (n == 0) return;
                    await to.WriteAsync(buffer.AsMemory(0, n), idle.Token);
                    copied += n;
                }
            }
        }
        """)]
    [InlineData("""
        public class Ticks
        {
            public byte[] Read(Socket socket, int count, int timeout)
            {
                var data = new byte[count];
                int got = 0, start = Environment.TickCount;
                while (got < count)
                {
                    if (Environment.TickCount - start > timeout) throw new TimeoutException();
                    if (socket.Poll(100000, SelectMode.SelectRead)) got += socket.Receive(data, got, count - got, SocketFlags.None);
                }

                return data;
            }
        }
        """)]
    [InlineData("""
        public class Items
        {
            public async IAsyncEnumerable<string> ReadAsync(StreamReader reader, CancellationToken stop)
            {
                var seen = new List<string>();
                while (await reader.ReadLineAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(60), stop) is { } line)
                {
                    seen.Add(line);
                    if (line == "bye") yield break;
                    yield return line;
                }
            }
        }
        """)]
    [InlineData("""
        public class Remaining
        {
            public async Task FillAsync(Stream stream, byte[] data, TimeSpan timeout)
            {
                var watch = Stopwatch.StartNew();
                var left = timeout;
                for (var at = 0; at < data.Length;)
                {
                    using var cts = new CancellationTokenSource(left);
                    at += await stream.ReadAsync(data.AsMemory(at), cts.Token);
                    left = timeout - watch.Elapsed;
                }
            }
        }
        """)]
    [InlineData("""
        public class InBackground
        {
            public string Read(StreamReader reader)
            {
                var task = Task.Run(() =>
                {
                    var text = "";
                    while (!text.EndsWith("OK"))
                    {
                        var line = reader.ReadLineAsync();
                        if (!line.Wait(5000)) throw new TimeoutException();
                        text += line.Result;
                    }

                    return text;
                }).WaitAsync(TimeSpan.FromSeconds(10));
                return task.Result;
            }
        }
        """)]
    public Task Events_CopiesAndClocks_AreSilent(string source) => new MultipliedTimeoutRule().ReportsAsync("PH0002", source);

    [Fact]
    public Task Driver_PiecesOnALentTransport_AreReported() => new MultipliedTimeoutRule().ReportsAsync("PH0002", Driver.Replace("BODY", """
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) => throw new NotSupportedException();
            async Task<string> GreetingAsync(PluginHost.IStreamTransport stream, CancellationToken stop)
            {
                var text = "";
                while (!text.EndsWith("READY"))
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                    limit.CancelAfter(TimeSpan.FromSeconds(5));
                    text += await [|PluginHost.StreamLines.ReadLineAsync(stream.Input, limit.Token)|];
                }

                return text;
            }
        """, StringComparison.Ordinal));

    [Fact]
    public Task Driver_PiecesWithinTheDeadline_AreSilent() => new MultipliedTimeoutRule().ReportsAsync("PH0002", Driver.Replace("BODY", """
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline)
            {
                PluginHost.IStreamTransport stream = null;
                var text = "";
                while (!text.EndsWith("READY"))
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
                    limit.CancelAfter(TimeSpan.FromSeconds(5));
                    text += await PluginHost.StreamLines.ReadLineAsync(stream.Input, limit.Token);
                }

                throw new NotSupportedException(text);
            }
        """, StringComparison.Ordinal));
}
