using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Tests.Transports.Naming;

public sealed class HostResolverTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly NameServer _names = new();
    private readonly HostResolver _resolver;

    public HostResolverTests() => _resolver = new HostResolver(_time, _names.LookUp);

    public void Dispose()
    {
        _names.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _names.Running == 0, Bound), "a look-up still runs");
        Assert.False(_names.RanOnThePool);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    public async Task ResolveAsync_LiteralAddress_IsAnsweredAtOnceWithoutALookUp(string host, string expected)
    {
        var resolving = _resolver.ResolveAsync(host, default);
        Assert.True(resolving.IsCompletedSuccessfully);
        Assert.Equal([IPAddress.Parse(expected)], await resolving);
        Assert.Empty(_names.Asked);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost")]
    public async Task ResolveAsync_Localhost_IsLoopbackWithoutALookUp(string host)
    {
        var resolving = _resolver.ResolveAsync(host, default);
        Assert.True(resolving.IsCompletedSuccessfully);
        var addresses = await resolving;
        Assert.Contains(IPAddress.Loopback, addresses);
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address)));
        Assert.Empty(_names.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task ResolveAsync_NoName_IsRefused(string host) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _resolver.ResolveAsync(host, default));

    [Fact]
    public async Task ResolveAsync_Name_AnswersItsAddresses()
    {
        _names.Answer("beamer.test", "192.0.2.1");
        Assert.Equal([IPAddress.Parse("192.0.2.1")], await ResolveAsync("beamer.test"));
    }

    [Fact]
    public async Task ResolveAsync_DefaultLookUp_AsksTheSystem()
    {
        var resolver = new HostResolver(TimeProvider.System);
        var own = await resolver.ResolveAsync(Dns.GetHostName(), default).AsTask().WaitAsync(Bound);
        Assert.NotEmpty(own);
    }

    [Fact]
    public async Task ResolveAsync_UnknownName_FailsNamingIt()
    {
        var failure = await Assert.ThrowsAsync<HostResolutionException>(() => ResolveAsync("nowhere.test"));
        Assert.Equal("nowhere.test", failure.Host);
        Assert.Equal(ResolutionFailure.NotFound, failure.Reason);
        Assert.Contains("'nowhere.test'", failure.Message);
    }

    [Fact]
    public async Task ResolveAsync_NoAddress_IsNotFound()
    {
        _names.AnswerNothing("empty.test");
        var failure = await Assert.ThrowsAsync<HostResolutionException>(() => ResolveAsync("empty.test"));
        Assert.Equal(ResolutionFailure.NotFound, failure.Reason);
    }

    [Theory]
    [InlineData(SocketError.TryAgain, ResolutionFailure.Unavailable)]
    [InlineData(SocketError.NoData, ResolutionFailure.NotFound)]
    [InlineData(SocketError.NoRecovery, ResolutionFailure.Failed)]
    public async Task ResolveAsync_SocketError_BecomesItsReason(SocketError error, object reason)
    {
        var resolver = new HostResolver(_time, _ => throw new SocketException((int)error));
        var failure = await Assert.ThrowsAsync<HostResolutionException>(
            () => resolver.ResolveAsync("a.test", default).AsTask().WaitAsync(Bound));
        Assert.Equal(reason, failure.Reason);
    }

    [Fact]
    public async Task ResolveAsync_LookUpThrowsAnythingElse_FailsWithItsMessageAndServesOthers()
    {
        var resolver = new HostResolver(
            _time, host => host == "b.test" ? [IPAddress.Loopback] : throw new InvalidOperationException("odd"));
        var failure = await Assert.ThrowsAsync<HostResolutionException>(
            () => resolver.ResolveAsync("a.test", default).AsTask().WaitAsync(Bound));
        Assert.Equal(ResolutionFailure.Failed, failure.Reason);
        Assert.EndsWith("odd", failure.Message);
        Assert.Single(await resolver.ResolveAsync("b.test", default).AsTask().WaitAsync(Bound));
    }

    [Fact]
    public async Task ResolveAsync_ThreeNamesHang_DelaysNoOther()
    {
        var stuck = HangAndAsk(HostResolver.MaxThreads - 1);
        for (var i = 0; i < 20; i++)
        {
            _names.Answer($"fine-{i}.test", "192.0.2.1");
            Assert.Single(await ResolveAsync($"fine-{i}.test"));
        }

        Assert.All(stuck, resolving => Assert.False(resolving.IsCompleted));
    }

    [Fact]
    public async Task ResolveAsync_SameNameWhileItHangs_JoinsTheLookUp()
    {
        _names.Hang("beamer.test");
        _names.Answer("beamer.test", "192.0.2.1");
        var all = Enumerable.Range(0, 50)
            .Select(i => ResolveAsync(i % 2 == 0 ? "beamer.test" : "BEAMER.test"))
            .ToList();
        WaitUntil(() => _names.Running == 1);
        _names.Release("beamer.test");
        Assert.All(await Task.WhenAll(all), addresses => Assert.Equal([IPAddress.Parse("192.0.2.1")], addresses));
        Assert.Single(_names.Asked);
    }

    [Fact]
    public async Task ResolveAsync_FiftyNamesHang_LeavesThePoolFreeAndLiteralsFast()
    {
        var stuck = HangAndAsk(50);
        WaitUntil(() => _names.Running == HostResolver.MaxThreads);

        var ran = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(_ => ran.SetResult(Thread.CurrentThread.IsThreadPoolThread));
        Assert.True(await ran.Task.WaitAsync(Bound));
        Assert.True(_resolver.ResolveAsync("192.0.2.7", default).IsCompletedSuccessfully);
        Assert.True(_resolver.ResolveAsync("localhost", default).IsCompletedSuccessfully);

        Assert.Equal(HostResolver.MaxThreads, _names.MostRunning);
        Assert.All(stuck, resolving => Assert.False(resolving.IsCompleted));
    }

    [Fact]
    public async Task ResolveAsync_AllThreadsHang_FurtherNamesWaitUntilOneIsFree()
    {
        var stuck = HangAndAsk(HostResolver.MaxThreads);
        _names.Answer("fine.test", "192.0.2.1");
        var waiting = ResolveAsync("fine.test");
        WaitUntil(() => _names.Running == HostResolver.MaxThreads);
        Assert.DoesNotContain("fine.test", _names.Asked);
        Assert.False(waiting.IsCompleted);

        _names.Answer("stuck-0.test", "192.0.2.2");
        _names.Release("stuck-0.test");
        Assert.Single(await stuck[0]);
        Assert.Single(await waiting);
    }

    [Fact]
    public async Task ResolveAsync_QueueFull_IsRefusedUntilACallerGivesUp()
    {
        HangAndAsk(HostResolver.MaxThreads);
        WaitUntil(() => _names.Running == HostResolver.MaxThreads);
        using var cancellation = new CancellationTokenSource();
        var leaving = _resolver.ResolveAsync("leaving.test", cancellation.Token).AsTask();
        for (var i = 1; i < HostResolver.MaxWaiting; i++)
        {
            Assert.False(ResolveAsync($"waiting-{i}.test").IsCompleted);
        }

        var refused = await Assert.ThrowsAsync<HostResolutionException>(() => ResolveAsync("refused.test"));
        Assert.Equal(ResolutionFailure.QueueFull, refused.Reason);
        Assert.False(ResolveAsync("waiting-1.test").IsCompleted);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Bound));
        Assert.False(ResolveAsync("next.test").IsCompleted);
    }

    [Fact]
    public async Task ResolveAsync_WaitingNameGivenUp_IsNeverLookedUp()
    {
        var stuck = HangAndAsk(HostResolver.MaxThreads);
        WaitUntil(() => _names.Running == HostResolver.MaxThreads);
        using var cancellation = new CancellationTokenSource();
        var leaving = _resolver.ResolveAsync("leaving.test", cancellation.Token).AsTask();
        _names.Answer("staying.test", "192.0.2.1");
        var staying = ResolveAsync("staying.test");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Bound));

        _names.Release("stuck-0.test");
        Assert.Single(await staying);
        await Assert.ThrowsAsync<HostResolutionException>(() => stuck[0]);
        Assert.DoesNotContain("leaving.test", _names.Asked);
    }

    [Fact]
    public async Task ResolveAsync_OneOfTwoCallersGivesUpAWaitingName_TheOtherIsServed()
    {
        HangAndAsk(HostResolver.MaxThreads);
        _names.Answer("shared.test", "192.0.2.1");
        using var cancellation = new CancellationTokenSource();
        var leaving = _resolver.ResolveAsync("shared.test", cancellation.Token).AsTask();
        var staying = ResolveAsync("shared.test");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Bound));

        WaitUntil(() => _names.Running == HostResolver.MaxThreads);
        _names.Release("stuck-0.test");
        Assert.Single(await staying);
    }

    [Fact]
    public async Task ResolveAsync_CancelledWhileItHangs_ReturnsAtOnceAndTheLookUpLivesOn()
    {
        _names.Hang("beamer.test");
        using var cancellation = new CancellationTokenSource();
        var resolving = _resolver.ResolveAsync("beamer.test", cancellation.Token).AsTask();
        WaitUntil(() => _names.Running == 1);
        await cancellation.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resolving.WaitAsync(Bound));
        Assert.Equal(cancellation.Token, failure.CancellationToken);
        Assert.Equal(1, _names.Running);

        // Asked again, it joins the look-up that nobody waits for any more.
        var again = ResolveAsync("beamer.test");
        _names.Answer("beamer.test", "192.0.2.1");
        _names.Release("beamer.test");
        Assert.Single(await again);
        Assert.Single(_names.Asked);
    }

    [Fact]
    public async Task ResolveAsync_CancelledBefore_LooksNothingUp()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _resolver.ResolveAsync("beamer.test", new CancellationToken(canceled: true)));
        Assert.Empty(_names.Asked);
    }

    [Fact]
    public async Task ResolveAsync_LookUpFailsLater_ReturnsTheLastGoodAddress()
    {
        _names.Answer("beamer.test", "192.0.2.1");
        await ResolveAsync("beamer.test");
        _names.Forget("beamer.test");
        Assert.Equal([IPAddress.Parse("192.0.2.1")], await ResolveAsync("Beamer.test"));
        Assert.Equal(2, _names.Asked.Count);
    }

    [Fact]
    public async Task ResolveAsync_AddressChanges_ReturnsTheNewOne()
    {
        _names.Answer("beamer.test", "192.0.2.1");
        await ResolveAsync("beamer.test");
        _names.Answer("beamer.test", "192.0.2.2");
        Assert.Equal([IPAddress.Parse("192.0.2.2")], await ResolveAsync("beamer.test"));
    }

    [Fact]
    public async Task ResolveAsync_LookUpHangsLater_ReturnsTheLastGoodAddressAfterASecondAndIsRefreshedByIt()
    {
        _names.Answer("beamer.test", "192.0.2.1");
        await ResolveAsync("beamer.test");
        _names.Hang("beamer.test");

        var resolving = ResolveAsync("beamer.test");
        WaitUntil(() => _names.Running == 1);
        _time.Advance(HostResolver.Patience - TimeSpan.FromTicks(1));
        Assert.False(resolving.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([IPAddress.Parse("192.0.2.1")], await resolving);

        _names.Answer("beamer.test", "192.0.2.2");
        _names.Release("beamer.test");
        WaitUntil(() => _names.Running == 0);
        _names.Forget("beamer.test");
        Assert.Equal([IPAddress.Parse("192.0.2.2")], await ResolveAsync("beamer.test"));
    }

    [Fact]
    public async Task ResolveAsync_QueueFull_StillReturnsTheLastGoodAddress()
    {
        _names.Answer("beamer.test", "192.0.2.1");
        await ResolveAsync("beamer.test");
        HangAndAsk(HostResolver.MaxThreads);
        WaitUntil(() => _names.Running == HostResolver.MaxThreads);
        HangAndAsk(HostResolver.MaxThreads + HostResolver.MaxWaiting);
        await Assert.ThrowsAsync<HostResolutionException>(() => ResolveAsync("refused.test"));
        Assert.Equal([IPAddress.Parse("192.0.2.1")], await ResolveAsync("beamer.test"));
    }

    private Task<IReadOnlyList<IPAddress>> ResolveAsync(string host) =>
        _resolver.ResolveAsync(host, default).AsTask().WaitAsync(Bound);

    private List<Task<IReadOnlyList<IPAddress>>> HangAndAsk(int count)
    {
        var resolving = new List<Task<IReadOnlyList<IPAddress>>>();
        for (var i = 0; i < count; i++)
        {
            _names.Hang($"stuck-{i}.test");
            resolving.Add(_resolver.ResolveAsync($"stuck-{i}.test", default).AsTask());
        }

        return resolving;
    }

    private static void WaitUntil(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, Bound), "the condition never came true");
}
