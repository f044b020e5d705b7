using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

public sealed class MultipliedTimeoutFixTests
{
    [Fact]
    public Task Fix_SourceOfEachPass_IsLinkedToTheWholeOne() => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block, CancellationToken ct)
            {
                var at = 0;
                // Whole answers only.
                while (at < block.Length)
                {
                    using var part = CancellationTokenSource.CreateLinkedTokenSource(ct);
                    part.CancelAfter(5000); // each
                    at += await stream.ReadAsync(block.AsMemory(at), part.Token);
                }
            }
        }
        """,
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block, CancellationToken ct)
            {
                var at = 0;
                using var overall = CancellationTokenSource.CreateLinkedTokenSource(ct);
                overall.CancelAfter(5000);
                // Whole answers only.
                while (at < block.Length)
                {
                    using var part = CancellationTokenSource.CreateLinkedTokenSource(overall.Token);
                    part.CancelAfter(5000); // each
                    at += await stream.ReadAsync(block.AsMemory(at), part.Token);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_NewSourceOfEachPass_IsLinkedToTheWholeOne() => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block)
            {
                for (var at = 0; at < block.Length;)
                {
                    using var part = new CancellationTokenSource(5000);
                    at += await stream.ReadAsync(block.AsMemory(at), part.Token);
                }
            }
        }
        """,
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block)
            {
                using var overall = new CancellationTokenSource(5000);
                for (var at = 0; at < block.Length;)
                {
                    using var part = CancellationTokenSource.CreateLinkedTokenSource(overall.Token);
                    at += await stream.ReadAsync(block.AsMemory(at), part.Token);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_SourceArmedAnewInEachPass_IsArmedOnce() => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block)
            {
                using var limit = new CancellationTokenSource();
                for (var at = 0; at < block.Length;)
                {
                    limit.CancelAfter(5000);
                    at += await stream.ReadAsync(block.AsMemory(at), limit.Token);
                }
            }
        }
        """,
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] block)
            {
                using var limit = new CancellationTokenSource();
                limit.CancelAfter(5000);
                for (var at = 0; at < block.Length;)
                {
                    at += await stream.ReadAsync(block.AsMemory(at), limit.Token);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_RaceOfEachPass_RacesOneDelay() => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        """
        class Dsp
        {
            async Task<byte[]> LoadAsync(PipeStream pipe, byte[] block)
            {
                var all = new List<byte>();
                for (var i = 0; i < 64; i++)
                {
                    var read = pipe.ReadAsync(block).AsTask();
                    if (await Task.WhenAny(read, Task.Delay(5000)) != read) throw new TimeoutException();
                    all.AddRange(block);
                    if (block[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """,
        """
        class Dsp
        {
            async Task<byte[]> LoadAsync(PipeStream pipe, byte[] block)
            {
                var all = new List<byte>();
                var overall = Task.Delay(5000);
                for (var i = 0; i < 64; i++)
                {
                    var read = pipe.ReadAsync(block).AsTask();
                    if (await Task.WhenAny(read, overall) != read) throw new TimeoutException();
                    all.AddRange(block);
                    if (block[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """);

    [Fact]
    public Task Fix_BlockingRead_LooksAtAClock() => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Socket socket)
        {
            void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 5000;
                var at = 0;
                while (at < block.Length)
                {
                    at += socket.Receive(block, at, block.Length - at, SocketFlags.None);
                }
            }
        }
        """,
        """
        class Client(Socket socket)
        {
            void Fill(byte[] block)
            {
                socket.ReceiveTimeout = 5000;
                var at = 0;
                var overall = Stopwatch.StartNew();
                while (at < block.Length)
                {
                    if (overall.ElapsedMilliseconds > 5000) { throw new TimeoutException(); }

                    at += socket.Receive(block, at, block.Length - at, SocketFlags.None);
                }
            }
        }
        """);

    [Fact]
    public Task FixAll_TwoLoopsOfOneMethod_GetTwoNames() => new MultipliedTimeoutRule().FixesAllAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] head, byte[] tail, CancellationToken stop)
            {
                for (var at = 0; at < head.Length;)
                {
                    at += await stream.ReadAsync(head, at, 1).WaitAsync(TimeSpan.FromSeconds(5));
                }

                for (var at = 0; at < tail.Length;)
                {
                    at += await stream.ReadAsync(tail, at, 1).WaitAsync(TimeSpan.FromSeconds(9), stop);
                }
            }
        }
        """,
        """
        class Client(Stream stream)
        {
            async Task FillAsync(byte[] head, byte[] tail, CancellationToken stop)
            {
                using var overall = CancellationTokenSource.CreateLinkedTokenSource(stop);
                overall.CancelAfter(TimeSpan.FromSeconds(5));
                for (var at = 0; at < head.Length;)
                {
                    at += await stream.ReadAsync(head, at, 1).WaitAsync(overall.Token);
                }

                using var overall2 = CancellationTokenSource.CreateLinkedTokenSource(stop);
                overall2.CancelAfter(TimeSpan.FromSeconds(9));
                for (var at = 0; at < tail.Length;)
                {
                    at += await stream.ReadAsync(tail, at, 1).WaitAsync(overall2.Token);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_LimitInsideTheCallee_IsNotOffered() => new MultipliedTimeoutRule().OffersNoFixAsync(
        new MultipliedTimeoutFixer(),
        """
        class Client(Stream stream)
        {
            async Task<byte> ReadOneAsync()
            {
                var one = new byte[1];
                await stream.ReadAsync(one, 0, 1).WaitAsync(TimeSpan.FromSeconds(5));
                return one[0];
            }

            async Task<string> LineAsync()
            {
                var line = "";
                while (!line.EndsWith('\n')) { line += (char)await ReadOneAsync(); }
                return line;
            }
        }
        """);

    [Theory]
    // The loop, and the method round it.
    [InlineData(
        """
        class Client(NetworkStream stream)
        {
            void Fill(byte[] block)
            {
                stream.ReadTimeout = 5000;
                var at = 0;
                while (at < block.Length) { at += stream.Read(block, at, block.Length - at); }
            }
        }
        """)]
    [InlineData(
        """
        class Client(NetworkStream stream)
        {
            void Fill(byte[] block) { stream.ReadTimeout = 5000; var at = 0; while (at < block.Length) { at += stream.Read(block, at, block.Length - at); } }
        }
        """)]
    public Task Fix_BlocksOnOneLine_AreLaidOut(string before) => new MultipliedTimeoutRule().FixesAsync(
        new MultipliedTimeoutFixer(),
        before,
        """
        class Client(NetworkStream stream)
        {
            void Fill(byte[] block)
            {
                stream.ReadTimeout = 5000;
                var at = 0;
                var overall = Stopwatch.StartNew();
                while (at < block.Length)
                {
                    if (overall.ElapsedMilliseconds > 5000) { throw new TimeoutException(); }

                    at += stream.Read(block, at, block.Length - at);
                }
            }
        }
        """);
}
