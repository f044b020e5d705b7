using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Reconnects;

public sealed class PacedReconnectTests
{
    [Theory]
    [InlineData("await Task.Delay(2000, stop);")]
    [InlineData("Thread.Sleep(1000);")]
    [InlineData("stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(5));")]
    [InlineData("_signal.Wait(1000);")]
    [InlineData("await _gate.WaitAsync(TimeSpan.FromSeconds(2), stop);")]
    [InlineData("await _timer.WaitForNextTickAsync(stop);")]
    [InlineData("await Task.Delay(_delay); _delay = _delay + _delay;")]
    [InlineData("await Task.Delay(Math.Min(30000, 100 << _tries++), stop);")]
    [InlineData("await BackoffAsync(stop);")]
    [InlineData("await PauseLongAsync();")]
    [InlineData("await _policy.WaitAsync();")]
    [InlineData("await _delayFor(1);")]
    [InlineData("await _reconnectAsked.Task;")]
    [InlineData("_due = new Timer(_ => { }, null, 5000, -1);")]
    [InlineData("await Task.WhenAny(_reconnectAsked.Task, Task.Delay(5000));")]
    [InlineData("break;")]
    [InlineData("return;")]
    [InlineData("throw;")]
    [InlineData("if (e is IOException) throw; else break;")]
    [InlineData("_run = false;")]
    [InlineData("Halt();")]
    [InlineData("if (++_tries > _most) throw;")]
    [InlineData("if (_watch.Elapsed > TimeSpan.FromMinutes(1)) throw;")]
    public Task Handler_ThatWaitsOrLeaves_IsSilent(string handler) => new HotReconnectRule().ReportsAsync("PH0010", $$"""
        class Link(Socket socket, EndPoint to)
        {
            private readonly ManualResetEventSlim _signal = new();
            private readonly SemaphoreSlim _gate = new(0);
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(5));
            private readonly TaskCompletionSource _reconnectAsked = new();
            private readonly Stopwatch _watch = new();
            private TimeSpan _delay = TimeSpan.FromMilliseconds(100);
            private int _tries, _most;
            private bool _run = true;
            private Timer _due;
            private Func<int, Task> _delayFor;
            private IRetryPolicy _policy;
            public async Task RunAsync(CancellationToken stop)
            {
                while (_run)
                {
                    try { await socket.ConnectAsync(to, stop); }
                    catch (Exception e) { Console.WriteLine(e); {{handler}} }
                }
            }

            private void Halt() => _run = false;
            private async Task BackoffAsync(CancellationToken stop) => await Task.Delay(3000, stop);
            private Task PauseLongAsync() => InnerAsync();
            private async Task InnerAsync() { await Task.Yield(); Thread.Sleep(TimeSpan.FromSeconds(1)); }
        }
        interface IRetryPolicy { Task WaitAsync(); }
        """);

    [Theory]
    [InlineData("while (await _timer.WaitForNextTickAsync(stop)) { try { await socket.ConnectAsync(to, stop); } catch (SocketException) { } }")]
    [InlineData("while (!stop.WaitHandle.WaitOne(1000)) { try { socket.Connect(to); } catch (SocketException) { } }")]
    [InlineData("for (;; Thread.Sleep(1000)) { try { socket.Connect(to); } catch (SocketException) { } }")]
    [InlineData("while (true) { if (_tries > 0) await Task.Delay(5000); try { socket.Connect(to); } catch (SocketException) { _tries++; } }")]
    [InlineData("while (true) { try { socket.Connect(to); } catch (SocketException) { _tries++; } finally { await Task.Delay(1000); } }")]
    [InlineData("while (true) { try { socket.Connect(to); } catch (SocketException) { _tries++; } await Task.Delay(1000); }")]
    [InlineData("while (true) { try { await Task.Delay(1000); socket.Connect(to); } catch (SocketException) { } }")]
    [InlineData("while (true) { try { socket.Connect(to); } catch (SocketException) { } break; }")]
    [InlineData("foreach (var one in all) { try { socket.Connect(one); return; } catch (SocketException) { } }")]
    [InlineData("while (true) { foreach (var one in all) { try { socket.Connect(one); return; } catch (SocketException) { } } await Task.Delay(1000); }")]
    [InlineData("for (var i = 0; i < all.Length; i++) { try { socket.Connect(all[i]); return; } catch (SocketException) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { socket.Connect(to); return; } catch (SocketException) { } }")]
    [InlineData("while (_hosts.TryDequeue(out var one)) { try { socket.Connect(one); } catch (SocketException) { } }")]
    [InlineData("while (true) { socket.Connect(to); socket.Receive(new byte[1]); }")]
    [InlineData("try { while (true) { socket.Connect(to); } } catch (SocketException) { }")]
    [InlineData("while (true) { try { var peer = await listener.AcceptTcpClientAsync(); } catch (SocketException) { } }")]
    [InlineData("while (true) { var peer = listener.AcceptTcpClient(); try { socket.Connect(to); } catch (SocketException) { peer.Close(); } }")]
    [InlineData("while (true) { var job = await jobs.Reader.ReadAsync(stop); try { socket.Connect(job); } catch (SocketException) { } }")]
    [InlineData("while (true) { try { await _retryPolicy.ExecuteAsync(() => socket.ConnectAsync(to)); } catch (SocketException) { } }")]
    [InlineData("while (true) { try { await socket.ConnectAsync(to, stop); } catch (OperationCanceledException) { } }")]
    [InlineData("while (true) { try { pipe.Connect(5000); } catch (Exception) { } }")]
    [InlineData("while (true) { try { server.WaitForConnection(); } catch (IOException) { } }")]
    [InlineData("while (true) { try { udp.Connect(\"device\", 1); udp.Send(new byte[1]); } catch (SocketException) { } }")]
    [InlineData("while (true) { try { socket.Connect(to); } catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut) { } }")]
    [InlineData("while (true) { try { socket.Receive(new byte[10]); } catch (SocketException) { } }")]
    [InlineData("while (DateTime.UtcNow < until) { try { socket.Connect(to); return; } catch (SocketException) { } }")]
    [InlineData("while (!TryConnect()) { Thread.Sleep(1000); }")]
    [InlineData("while (!TryConnect() && _tries++ < _most) { }")]
    public Task Loop_ThatIsPacedOrNoRetry_IsSilent(string loop) => new HotReconnectRule().ReportsAsync("PH0010", $$"""
        class Link(Socket socket, EndPoint to, TcpListener listener, UdpClient udp, NamedPipeClientStream pipe, NamedPipeServerStream server, Channel<EndPoint> jobs)
        {
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(5));
            private readonly ConcurrentQueue<EndPoint> _hosts = new();
            private readonly RetryPolicy _retryPolicy;
            private int _tries, _most;
            public async Task RunAsync(EndPoint[] all, DateTime until, CancellationToken stop)
            {
                {{loop}}
                await Task.Yield();
            }

            private bool TryConnect()
            {
                try { socket.Connect(to); return true; }
                catch (SocketException) { return false; }
            }
        }
        abstract class RetryPolicy { public abstract Task ExecuteAsync(Func<Task> work); }
        """);

    [Theory]
    [InlineData("""
        class CountingDown(Socket socket)
        {
            public void Dial(EndPoint to, int tries)
            {
                try { socket.Connect(to); }
                catch (SocketException) { if (tries == 0) throw; Dial(to, tries - 1); }
            }
        }
        """)]
    [InlineData("""
        class Waiting(Socket socket)
        {
            public async Task DialAsync(EndPoint to)
            {
                try { await socket.ConnectAsync(to); }
                catch (SocketException) { await Task.Delay(5000); await DialAsync(to); }
            }

            public async Task StartAsync(EndPoint to)
            {
                try { await socket.ConnectAsync(to); }
                catch (SocketException) { await AgainAsync(to); }
            }

            private async Task AgainAsync(EndPoint to) { await Task.Delay(5000); await StartAsync(to); }
        }
        """)]
    [InlineData("""
        class Jumping(Socket socket)
        {
            public void Dial(EndPoint to)
            {
                var tries = 0;
            retry:
                try { socket.Connect(to); }
                catch (SocketException) when (tries++ < 2) { goto retry; }
                catch (InvalidOperationException) { goto retry; }
            }

            public void Slow(EndPoint to)
            {
            retry:
                Thread.Sleep(1000);
                try { socket.Connect(to); }
                catch (SocketException) { goto retry; }
            }
        }
        """)]
    [InlineData("""
        class Fallback(Socket socket)
        {
            public void Dial(EndPoint first, EndPoint second)
            {
                try { socket.Connect(first); }
                catch (SocketException) { socket.Connect(second); }
            }
        }
        """)]
    public Task OtherWaysBack_ThatArePacedOrFew_AreSilent(string source) => new HotReconnectRule().ReportsAsync("PH0010", source);
}
