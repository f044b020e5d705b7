using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>Shapes of code that grew over years: constructors that connect, callbacks, commands on a connection.</summary>
public sealed class OlderCodeTests
{
    [Theory]
    [InlineData("PH0004", """
        class Scale : IDisposable
        {
            private readonly TcpClient _tcp;
            private readonly StreamReader _reader;
            public Scale(string host)
            {
                _tcp = new TcpClient(host, 4001);
                _reader = new StreamReader(_tcp.GetStream());
                if ([|_reader.ReadLine()|] != "READY") { throw new InvalidDataException(); }
            }
            public void Dispose() { _tcp.Close(); }
        }
        """)]
    [InlineData("PH0007", """
        class Gateway
        {
            public void Run(TcpListener listener)
            {
                while (true) { var client = [|listener.AcceptTcpClient()|]; Greet(client); }
            }
            private void Greet(TcpClient client)
            {
                var stream = client.GetStream();
                var writer = new StreamWriter(stream);
                try { writer.WriteLine("hello"); writer.Flush(); }
                catch (IOException e) { Console.Error.WriteLine(e); }
            }
        }
        """)]
    [InlineData("PH0007", """
        class Query
        {
            public int Ask(EndPoint to, byte[] question, byte[] answer)
            {
                var socket = [|new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)|];
                var tries = 0;
                while (true)
                {
                    try
                    {
                        socket.SendTo(question, to);
                        var length = socket.Receive(answer);
                        socket.Close();
                        return length;
                    }
                    catch (SocketException e)
                    {
                        if (e.SocketErrorCode != SocketError.TimedOut || ++tries > 2) { throw; }
                    }
                }
            }
        }
        """)]
    [InlineData("PH0007", """
        class Store
        {
            public object Count(DbProviderFactory factory, Func<string, DbConnection, Order> make)
            {
                var connection = [|factory.CreateConnection()|];
                var command = new Order("select 1", connection) { Connection = connection };
                return command.Run();
            }
        }
        class Order : System.Data.IDbCommand
        {
            public Order(string text, DbConnection connection) { CommandText = text; Connection = connection; }
            public object Run() => CommandText;
            public string CommandText { get; set; }
            public int CommandTimeout { get; set; }
            public System.Data.CommandType CommandType { get; set; }
            public System.Data.IDbConnection Connection { get; set; }
            public System.Data.IDataParameterCollection Parameters => null;
            public System.Data.IDbTransaction Transaction { get; set; }
            public System.Data.UpdateRowSource UpdatedRowSource { get; set; }
            public void Cancel() { }
            public System.Data.IDbDataParameter CreateParameter() => null;
            public int ExecuteNonQuery() => 0;
            public System.Data.IDataReader ExecuteReader() => null;
            public System.Data.IDataReader ExecuteReader(System.Data.CommandBehavior behavior) => null;
            public object ExecuteScalar() => null;
            public void Prepare() { }
            public void Dispose() { }
        }
        """)]
    [InlineData("PH0007", """
        class Store
        {
            public DbDataReader Rows(DbProviderFactory factory, DbCommand command)
            {
                var connection = [|factory.CreateConnection()|];
                connection.Open();
                command.Connection = connection;
                return command.ExecuteReader();
            }
        }
        """)]
    [InlineData("PH0004", """
        class Dialer
        {
            public async Task<TcpClient> DialAsync(string host)
            {
                var client = new TcpClient();
                await [|Task.Factory.FromAsync(client.BeginConnect, client.EndConnect, host, 1, null)|];
                return client;
            }
        }
        """)]
    [InlineData("PH0007", """
        class Ports
        {
            public static (UdpClient, UdpClient) Allocate()
            {
                for (var port = 5000; ; port += 2)
                {
                    try
                    {
                        var first = [|new UdpClient(port)|];
                        var second = new UdpClient(port + 1);
                        return (first, second);
                    }
                    catch (SocketException e) { Console.Error.WriteLine(e); }
                }
            }
        }
        """)]
    public async Task Leak_IsReported(string id, string source) => await new ConnectionLifecycleRule().ReportsAsync(id, source);

    [Theory]
    [InlineData("""
        class Scale : IDisposable
        {
            private readonly TcpClient _tcp;
            public Scale(string host)
            {
                _tcp = new TcpClient();
                try { _tcp.Connect(host, 4001); if (_tcp.GetStream().ReadByte() < 0) { throw new IOException(); } }
                catch { _tcp.Close(); throw; }
            }
            public void Dispose() { _tcp.Close(); }
        }
        """)]
    [InlineData("""
        class Gateway
        {
            public void Run(TcpListener listener)
            {
                while (true) { var client = listener.AcceptTcpClient(); Greet(client); Watch(client); }
            }
            private void Greet(TcpClient client)
            {
                var stream = client.GetStream();
                var writer = new StreamWriter(stream);
                try { writer.WriteLine("hello"); writer.Flush(); }
                catch (IOException e) { Console.Error.WriteLine(e); }
            }
            private void Watch(TcpClient client)
            {
                NetworkStream stream;
                stream = client.GetStream();
                var reader = new StreamReader(stream);
                reader.Close();
            }
        }
        """)]
    [InlineData("""
        class Query
        {
            public int Ask(EndPoint to, byte[] question, byte[] answer)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                var tries = 0;
                while (true)
                {
                    try
                    {
                        socket.SendTo(question, to);
                        var length = socket.Receive(answer);
                        socket.Close();
                        return length;
                    }
                    catch (SocketException e)
                    {
                        if (e.SocketErrorCode != SocketError.TimedOut || ++tries > 2) { socket.Close(); throw; }
                    }
                }
            }
        }
        """)]
    [InlineData("""
        class Store
        {
            public DbDataReader Rows(DbProviderFactory factory, string text)
            {
                var connection = factory.CreateConnection();
                try
                {
                    connection.Open();
                    var command = connection.CreateCommand();
                    command.CommandText = text;
                    return command.ExecuteReader(System.Data.CommandBehavior.CloseConnection);
                }
                catch { connection.Dispose(); throw; }
            }
            public DbDataReader Other(DbProviderFactory factory)
            {
                var connection = factory.CreateConnection();
                var command = factory.CreateCommand();
                command.Connection = connection;
                try { return command.ExecuteReader(System.Data.CommandBehavior.CloseConnection | System.Data.CommandBehavior.SingleRow); }
                catch { connection.Dispose(); throw; }
            }
        }
        """)]
    [InlineData("""
        class Web
        {
            private readonly HttpClient _http = new();
            public async Task<Stream> OpenAsync(string address)
            {
                var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                if (!response.IsSuccessStatusCode) { response.Dispose(); return Stream.Null; }
                return await response.Content.ReadAsStreamAsync();
            }
        }
        """)]
    [InlineData("""
        class Dialer
        {
            public Task<TcpClient> OpenAsync(string host)
            {
                var client = new TcpClient();
                return client.ConnectAsync(host, 1).ContinueWith(task =>
                {
                    if (task.IsFaulted) { client.Close(); throw task.Exception; }
                    return client;
                });
            }
        }
        """)]
    [InlineData("""
        class Dialer
        {
            public TcpClient Open(string host, int time)
            {
                var client = new TcpClient();
                var connecting = client.BeginConnect(host, 1, null, null);
                if (!connecting.AsyncWaitHandle.WaitOne(time)) { client.Close(); throw new TimeoutException(); }
                try { client.EndConnect(connecting); } catch { client.Close(); throw; }
                return client;
            }
        }
        """)]
    [InlineData("""
        class Pair
        {
            private Socket _first;
            private Socket _second;
            public void Open(EndPoint a, EndPoint b)
            {
                if (_first != null) { return; }
                _first = Bound(a);
                _second = Bound(b);
            }
            private static Socket Bound(EndPoint at)
            {
                var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
                try { socket.Bind(at); }
                catch (SocketException e) { Console.Error.WriteLine(e); socket.Dispose(); return null; }
                return socket;
            }
            public void Close() { _first?.Close(); _second?.Close(); }
        }
        """)]
    public async Task NoLeak_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);
}
