using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.EndlessStreams;

public sealed class TotalLimitFixTests
{
    [Fact]
    public Task Fix_ArmedCreation_IsArmedAnewInEachPass() => new EndlessStreamRule().FixesAsync(
        new TotalLimitFixer(),
        """
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = new CancellationTokenSource(TimeSpan.FromHours(1)); // one hour
                // Until stopped.
                while (!stop.IsCancellationRequested)
                {
                    // One packet.
                    publish((await udp.ReceiveAsync(total.Token)).Buffer);
                }
            }
        }
        """,
        """
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = new CancellationTokenSource(TimeSpan.FromHours(1)); // one hour
                // Until stopped.
                while (!stop.IsCancellationRequested)
                {
                    total.CancelAfter(TimeSpan.FromHours(1));
                    // One packet.
                    publish((await udp.ReceiveAsync(total.Token)).Buffer);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_ArmingBeforeTheLoop_MovesIntoIt() => new EndlessStreamRule().FixesAsync(
        new TotalLimitFixer(),
        """
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = CancellationTokenSource.CreateLinkedTokenSource(stop);
                // Half a minute.
                total.CancelAfter(30_000);
                while (!stop.IsCancellationRequested)
                    publish((await udp.ReceiveAsync(total.Token)).Buffer);
            }
        }
        """,
        """
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = CancellationTokenSource.CreateLinkedTokenSource(stop);
                while (!stop.IsCancellationRequested)
                {
                    // Half a minute.
                    total.CancelAfter(30_000);
                    publish((await udp.ReceiveAsync(total.Token)).Buffer);
                }
            }
        }
        """);

    [Theory]
    [InlineData("new CancellationTokenSource(30_000);", "")]
    [InlineData("new CancellationTokenSource();", "total.CancelAfter(30_000); // half a minute")]
    public Task Fix_LoopOnOneLine_IsLaidOut(string source, string arming) => new EndlessStreamRule().FixesAsync(
        new TotalLimitFixer(),
        $$"""
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = {{source}}{{(arming.Length > 0 ? "\n        " + arming : "")}}
                while (!stop.IsCancellationRequested) { publish((await udp.ReceiveAsync(total.Token)).Buffer); }
            }
        }
        """,
        $$"""
        class Feed(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var total = {{source}}
                while (!stop.IsCancellationRequested)
                {
                    {{(arming.Length > 0 ? arming : "total.CancelAfter(30_000);")}}
                    publish((await udp.ReceiveAsync(total.Token)).Buffer);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_LimitThatHeldTheConnectToo_StaysThere() => new EndlessStreamRule().FixesAsync(
        new TotalLimitFixer(),
        """
        class Feed(Socket socket, Action<byte[]> publish)
        {
            private readonly CancellationTokenSource _limit = new(10_000);
            async Task ListenAsync(EndPoint to, CancellationToken stop)
            {
                await socket.ConnectAsync(to, _limit.Token);
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested && await socket.ReceiveAsync(buffer, SocketFlags.None, _limit.Token) > 0)
                {
                    publish(buffer);
                }
            }
        }
        """,
        """
        class Feed(Socket socket, Action<byte[]> publish)
        {
            private readonly CancellationTokenSource _limit = new(10_000);
            async Task ListenAsync(EndPoint to, CancellationToken stop)
            {
                await socket.ConnectAsync(to, _limit.Token);
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested && await socket.ReceiveAsync(buffer, SocketFlags.None, _limit.Token) > 0)
                {
                    _limit.CancelAfter(10_000);
                    publish(buffer);
                }
            }
        }
        """);

    [Theory]
    [InlineData("http.GetAsync(url)", "http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead)")]
    [InlineData("http.GetAsync(url, stop)", "http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stop)")]
    [InlineData("http.SendAsync(new(HttpMethod.Get, url), HttpCompletionOption.ResponseContentRead, stop)", "http.SendAsync(new(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead, stop)")]
    [InlineData("Task.FromResult(http.Send(new(HttpMethod.Get, url)))", "Task.FromResult(http.Send(new(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead, CancellationToken.None))")]
    public Task Fix_BufferingCall_WaitsForTheHeadersAlone(string call, string after) =>
        new EndlessStreamRule().FixesAsync(new TotalLimitFixer(), Reading(call), Reading(after));

    [Fact]
    public Task Fix_CallWithoutSuchAnOption_IsNotOffered() => new EndlessStreamRule().OffersNoFixAsync(new TotalLimitFixer(), Reading("http.PostAsync(url, null)"));

    [Fact]
    public Task FixAll_OfADocument_FixesEach() => new EndlessStreamRule().FixesAllAsync(
        new TotalLimitFixer(),
        """
        class Feeds(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var one = new CancellationTokenSource(1000);
                while (!stop.IsCancellationRequested) publish((await udp.ReceiveAsync(one.Token)).Buffer);
            }

            async Task WatchAsync(CancellationToken stop)
            {
                using var two = new CancellationTokenSource(2000);
                while (!stop.IsCancellationRequested)
                {
                    publish((await udp.ReceiveAsync(two.Token)).Buffer);
                }
            }
        }
        """,
        """
        class Feeds(UdpClient udp, Action<byte[]> publish)
        {
            async Task ListenAsync(CancellationToken stop)
            {
                using var one = new CancellationTokenSource(1000);
                while (!stop.IsCancellationRequested)
                {
                    one.CancelAfter(1000);
                    publish((await udp.ReceiveAsync(one.Token)).Buffer);
                }
            }

            async Task WatchAsync(CancellationToken stop)
            {
                using var two = new CancellationTokenSource(2000);
                while (!stop.IsCancellationRequested)
                {
                    two.CancelAfter(2000);
                    publish((await udp.ReceiveAsync(two.Token)).Buffer);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_LimitAroundAMethod_IsNotOffered() => new EndlessStreamRule().OffersNoFixAsync(
        new TotalLimitFixer(),
        """
        class Waited(UdpClient udp)
        {
            public Task ServeAsync(CancellationToken stop) => ListenAsync(stop).WaitAsync(TimeSpan.FromMinutes(5), stop);
            private async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) Console.WriteLine((await udp.ReceiveAsync(stop)).Buffer.Length);
            }
        }
        """);

    private static string Reading(string call) => $$"""
        class Sse(HttpClient http)
        {
            async Task ListenAsync(string url, Action<string> publish, CancellationToken stop)
            {
                using var response = await {{call}};
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
                while (await reader.ReadLineAsync(stop) is { } line) publish(line);
            }
        }
        """;
}
