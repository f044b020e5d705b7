using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>What a method is started with that nobody waits for: there is no one else to close it.</summary>
public sealed class GivenConnectionTests
{
    [Theory]
    [InlineData("""
        sealed class Relay
        {
            public async Task RunAsync(TcpListener from) { while (true) { var client = await from.AcceptTcpClientAsync(); client.NoDelay = true; _ = ServeAsync(client); } }
            private async Task ServeAsync(TcpClient [|client|])
            {
                var to = new TcpClient();
                try { await to.ConnectAsync("h", 1); }
                catch (SocketException e) { Console.Error.WriteLine(e); to.Dispose(); return; }
                using (client) using (to) { await client.GetStream().CopyToAsync(to.GetStream()); }
            }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            public void Run(TcpListener from) { while (true) { var client = from.AcceptTcpClient(); Task.Run(() => Serve(client)); } }
            private void Serve(TcpClient [|client|])
            {
                if (client.GetStream().ReadByte() != 1) { return; }
                client.GetStream().WriteByte(2);
                client.Close();
            }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            public void Run(Socket from) { while (true) { ServeAsync(from.Accept()); } }
            private async void ServeAsync(Socket [|client|])
            {
                await client.SendAsync(new byte[1]);
                client.Close();
            }
        }
        """)]
    [InlineData("""
        class Chat
        {
            public void Listen(TcpListener from) { while (true) { TcpClient c = from.AcceptTcpClient(); new Thread(Serve).Start(c); } }
            private void Serve(object? state)
            {
                TcpClient client = [|(TcpClient)state!|];
                string? name = new StreamReader(client.GetStream()).ReadLine();
                if (string.IsNullOrEmpty(name)) { return; }
                client.GetStream().WriteByte(1);
                client.Close();
            }
        }
        """)]
    [InlineData("""
        class Chat
        {
            public void Listen(TcpListener from) { while (true) { ThreadPool.QueueUserWorkItem(new WaitCallback(Serve), from.AcceptTcpClient()); } }
            private static void Serve(object? state)
            {
                var client = [|(TcpClient)state!|];
                client.GetStream().WriteByte(1);
                client.Close();
            }
        }
        """)]
    public async Task PathThatLeavesItOpen_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);

    [Theory]
    [InlineData("""
        sealed class Relay
        {
            public async Task RunAsync(TcpListener from) { while (true) { var client = await from.AcceptTcpClientAsync(); _ = ServeAsync(client); } }
            private async Task ServeAsync(TcpClient client)
            {
                try { await client.GetStream().WriteAsync(new byte[1]); }
                catch (IOException e) { Console.Error.WriteLine(e); }
                finally { client.Dispose(); }
            }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            private readonly List<TcpClient> _all = new();
            public void Run(TcpListener from) { while (true) { var client = from.AcceptTcpClient(); _all.Add(client); Task.Run(() => Serve(client)); } }
            private void Serve(TcpClient client) { if (client.GetStream().ReadByte() != 1) { return; } client.Close(); }
            public void Stop() { foreach (var one in _all) { one.Close(); } }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            public void Run(TcpListener from)
            {
                while (true) { var client = from.AcceptTcpClient(); try { Serve(client); } finally { client.Close(); } }
            }
            private void Serve(TcpClient client) { if (client.GetStream().ReadByte() != 1) { return; } client.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            public void Run(TcpListener from)
            {
                while (true) { var client = from.AcceptTcpClient(); Task.Run(() => { try { Serve(client); } finally { client.Close(); } }); }
            }
            private void Serve(TcpClient client) { if (client.GetStream().ReadByte() != 1) { return; } client.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            private readonly Queue<TcpClient> _waiting = new();
            public void Run(TcpListener from) { while (true) { var client = from.AcceptTcpClient(); Task.Run(() => Serve(client)); } }
            private void Serve(TcpClient client)
            {
                if (client.Available == 0) { _waiting.Enqueue(client); return; }
                try { client.GetStream().ReadByte(); } finally { client.Close(); }
            }
        }
        """)]
    [InlineData("""
        sealed class Relay
        {
            public void Run(TcpListener from) { while (true) { var client = from.AcceptTcpClient(); Task.Run(() => Look(client)); } }
            private void Look(TcpClient client) { client.GetStream().WriteByte(1); }
        }
        """)]
    [InlineData("""
        class Chat
        {
            private readonly List<TcpClient> _users = new();
            public void Listen(TcpListener from) { while (true) { TcpClient c = from.AcceptTcpClient(); _users.Add(c); new Thread(Serve).Start(c); } }
            private void Serve(object? state)
            {
                TcpClient client = (TcpClient)state!;
                if (client.GetStream().ReadByte() != 1) { return; }
                client.Close();
            }
            public void Stop() { foreach (var one in _users) { one.Close(); } }
        }
        """)]
    public async Task PathThatClosesOrKeepsIt_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);
}
