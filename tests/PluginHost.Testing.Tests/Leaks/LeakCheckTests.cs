using System.Net;

namespace PluginHost.Testing.Tests;

public sealed class LeakCheckTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task AssertBack_EverythingClosed_Passes()
    {
        LeakCheck check = await LeakCheck.StartAsync();

        for (int number = 0; number < 20; number++)
        {
            using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);
            await using var timer = new Timer(_ => { }, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        }

        await check.AssertBackAsync();
    }

    [Fact]
    public async Task AssertBack_ClosedLater_WaitsForIt()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, "Needs /proc of Linux");
        LeakCheck check = await LeakCheck.StartAsync();
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);

        Task waiting = check.AssertBackAsync();
        Assert.False(waiting.IsCompleted);
        pair.Dispose();

        await waiting;
    }

    [Fact]
    public async Task AssertBack_ConnectionLeft_ThrowsNamingIt()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, "Needs /proc of Linux");
        LeakCheck check = await LeakCheck.StartAsync();
        using LoopbackPair pair = await LoopbackPair.OpenAsync(IPAddress.Loopback);

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => check.AssertBackAsync(Soon));

        Assert.Contains("open connections: 0 before, 2 now", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"-> 127.0.0.1:{pair.Port} Established", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssertBack_DescriptorsLeft_ThrowsNamingThem()
    {
        Assert.SkipUnless(SocketCounter.IsSupported, "Needs /proc of Linux");
        using var folder = new TemporaryFolder();
        LeakCheck check = await LeakCheck.StartAsync(new LeakTolerance(Descriptors: 0));
        FileStream[] files = [.. Enumerable.Range(0, 5).Select(number => File.Create(folder.PathOf($"left-{number}")))];

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => check.AssertBackAsync(Soon));
        Array.ForEach(files, file => file.Dispose());

        Assert.Contains("left-4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssertBack_TimerLeft_ThrowsUnlessTolerated()
    {
        LeakCheck strict = await LeakCheck.StartAsync();
        LeakCheck lenient = await LeakCheck.StartAsync(new LeakTolerance(Timers: 1));
        await using var timer = new Timer(_ => { }, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => strict.AssertBackAsync(Soon));

        Assert.Contains("active timers", failure.Message, StringComparison.Ordinal);
        await lenient.AssertBackAsync();
    }

    [Theory]
    [InlineData(TaskCreationOptions.LongRunning)]
    [InlineData(TaskCreationOptions.None)]
    public async Task AssertBack_ThreadsLeft_ThrowsWhetherOfThePoolOrNot(TaskCreationOptions kind)
    {
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(workers + 12, ports);
        LeakCheck check = await LeakCheck.StartAsync();
        using var leave = new ManualResetEventSlim();
        using var entered = new CountdownEvent(12);
        Task[] blocked = [.. Enumerable.Range(0, 12).Select(_ => Task.Factory.StartNew(Block, default, kind, TaskScheduler.Default))];
        Assert.True(entered.Wait(Eventually.DefaultTimeout));

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => check.AssertBackAsync(Soon));
        leave.Set();
        await Task.WhenAll(blocked);
        ThreadPool.SetMinThreads(workers, ports);

        Assert.Contains("threads", failure.Message, StringComparison.Ordinal);
        await check.AssertBackAsync();

        void Block()
        {
            entered.Signal();
            leave.Wait();
        }
    }
}
