using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Reconnects;

public sealed class ReconnectFixTests
{
    [Fact]
    public Task Fix_AsyncLoop_WaitsLongerEachTime() => new HotReconnectRule().FixesAsync(
        new ReconnectFixer(),
        """
        class Link(Socket socket, ILogger log)
        {
            public async Task RunAsync(EndPoint to, CancellationToken stop)
            {
                // Until stopped.
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await socket.ConnectAsync(to, stop); // may fail
                        socket.Receive(new byte[10]);
                    }
                    catch (SocketException ex)
                    {
                        // Said once.
                        log.LogWarning(ex, "lost");
                    }
                }
            }
        }
        """,
        """
        class Link(Socket socket, ILogger log)
        {
            public async Task RunAsync(EndPoint to, CancellationToken stop)
            {
                var delay = TimeSpan.FromSeconds(1);
                // Until stopped.
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await socket.ConnectAsync(to, stop); // may fail
                        delay = TimeSpan.FromSeconds(1);
                        socket.Receive(new byte[10]);
                    }
                    catch (SocketException ex)
                    {
                        // Said once.
                        log.LogWarning(ex, "lost");
                        await Task.Delay(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(250)), stop);
                        delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Fix_SyncLoopWithContinue_SleepsBeforeIt() => new HotReconnectRule().FixesAsync(
        new ReconnectFixer(),
        """
        class Link
        {
            private bool _run, delay;
            public void Run()
            {
                while (_run)
                {
                    try
                    {
                        using (var client = new TcpClient("device", 1))
                        {
                            client.GetStream().ReadByte();
                        }
                    }
                    catch (IOException)
                    {
                        Console.WriteLine(delay);
                        continue; // at once
                    }
                    catch (SocketException)
                    {
                        // Nothing to do.
                    }

                    Console.WriteLine("again");
                }
            }
        }
        """,
        """
        class Link
        {
            private bool _run, delay;
            public void Run()
            {
                var delay2 = TimeSpan.FromSeconds(1);
                while (_run)
                {
                    try
                    {
                        using (var client = new TcpClient("device", 1))
                        {
                            delay2 = TimeSpan.FromSeconds(1);
                            client.GetStream().ReadByte();
                        }
                    }
                    catch (IOException)
                    {
                        Console.WriteLine(delay);
                        Thread.Sleep(delay2 + TimeSpan.FromMilliseconds(Random.Shared.Next(250)));
                        delay2 = TimeSpan.FromTicks(Math.Min(delay2.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                        continue; // at once
                    }
                    catch (SocketException)
                    {
                        // Nothing to do.
                        Thread.Sleep(delay2 + TimeSpan.FromMilliseconds(Random.Shared.Next(250)));
                        delay2 = TimeSpan.FromTicks(Math.Min(delay2.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                    }

                    Console.WriteLine("again");
                }
            }
        }
        """);

    [Fact]
    public Task FixAll_OfADocument_FixesEach() => new HotReconnectRule().FixesAllAsync(
        new ReconnectFixer(),
        """
        class Link(Socket socket, EndPoint to, CancellationTokenSource cts)
        {
            public async Task RunAsync()
            {
                while (!cts.IsCancellationRequested)
                {
                    try
                    {
                        if (!socket.Connected)
                            await socket.ConnectAsync(to);
                        socket.Receive(new byte[1]);
                    }
                    catch (SocketException)
                    {
                    }
                }

                for (; ; )
                {
                    try
                    {
                        socket.Connect(to);
                        return;
                    }
                    catch (SocketException)
                    {
                        Console.WriteLine("no");
                    }
                }
            }
        }
        """,
        """
        class Link(Socket socket, EndPoint to, CancellationTokenSource cts)
        {
            public async Task RunAsync()
            {
                var delay = TimeSpan.FromSeconds(1);
                while (!cts.IsCancellationRequested)
                {
                    try
                    {
                        if (!socket.Connected)
                        {
                            await socket.ConnectAsync(to);
                            delay = TimeSpan.FromSeconds(1);
                        }

                        socket.Receive(new byte[1]);
                    }
                    catch (SocketException)
                    {
                        await Task.Delay(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(250)), cts.Token);
                        delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                    }
                }

                var delay2 = TimeSpan.FromSeconds(1);
                for (; ; )
                {
                    try
                    {
                        socket.Connect(to);
                        return;
                    }
                    catch (SocketException)
                    {
                        Console.WriteLine("no");
                        await Task.Delay(delay2 + TimeSpan.FromMilliseconds(Random.Shared.Next(250)));
                        delay2 = TimeSpan.FromTicks(Math.Min(delay2.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                    }
                }
            }
        }
        """);

    [Fact]
    public async Task Fix_AllOnOneLine_Compiles()
    {
        var changed = await new HotReconnectRule().FixAsync(
            new ReconnectFixer(),
            "class Link { void Run(Socket socket, EndPoint to) { while (true) { try { socket.Connect(to); socket.Receive(new byte[1]); } catch (SocketException) { /* again */ } } } }");
        Assert.Contains("/* again */", changed, StringComparison.Ordinal);
        Assert.Contains("Thread.Sleep(delay + ", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (!TryConnect()) { }")]
    [InlineData("again: try { socket.Connect(to); } catch (SocketException) { goto again; }")]
    [InlineData("try { socket.Connect(to); } catch (SocketException) { Run(); }")]
    [InlineData("if (socket.Blocking) while (true) { try { socket.Connect(to); return; } catch (SocketException) { } }")]
    public Task Fix_WithoutAPlaceForTheDelay_IsNotOffered(string body) => new HotReconnectRule().OffersNoFixAsync(new ReconnectFixer(), $$"""
        class Link(Socket socket, EndPoint to)
        {
            public void Run()
            {
                {{body}}
            }

            private bool TryConnect()
            {
                try { socket.Connect(to); return true; }
                catch (SocketException) { return false; }
            }
        }
        """);

    [Fact]
    public Task Fix_BlocksOnOneLine_AreLaidOut() => new HotReconnectRule().FixesAsync(
        new ReconnectFixer(),
        """
        class Link
        {
            void Run(Socket socket, EndPoint to)
            {
                while (true)
                {
                    try { socket.Connect(to); socket.Receive(new byte[1]); }
                    catch (IOException e) { Console.WriteLine(e.Message); /* again */ }
                    catch (SocketException) { continue; }
                }
            }
        }
        """,
        """
        class Link
        {
            void Run(Socket socket, EndPoint to)
            {
                var delay = TimeSpan.FromSeconds(1);
                while (true)
                {
                    try
                    {
                        socket.Connect(to);
                        delay = TimeSpan.FromSeconds(1);
                        socket.Receive(new byte[1]);
                    }
                    catch (IOException e)
                    {
                        Console.WriteLine(e.Message); /* again */
                        Thread.Sleep(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(250)));
                        delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                    }
                    catch (SocketException)
                    {
                        Thread.Sleep(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(250)));
                        delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.FromSeconds(30).Ticks));
                        continue;
                    }
                }
            }
        }
        """);
}
