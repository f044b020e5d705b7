using System.Text.Json;
using PluginHost.Runtime.Events;

namespace PluginHost.Runtime.Tests.Events;

public sealed class EventSubscriptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EventRing _ring = new(TimeProvider.System);

    [Fact]
    public async Task ReadAsync_AfterEverySeq_ResumesWithTheNextOne()
    {
        const int Count = 600;
        Append(Count);
        for (long after = 0; after < Count; after++)
        {
            var subscription = _ring.Subscribe(after);
            var seen = new List<long>();
            while (subscription.After < Count)
            {
                seen.AddRange((await subscription.ReadAsync(default)).Entries.Select(entry => entry.Seq));
            }

            Assert.Equal(Range(after + 1, Count), seen);
        }
    }

    [Fact]
    public async Task ReadAsync_NothingKept_WaitsForTheNextEntry()
    {
        Append(3);
        var subscription = _ring.Subscribe(_ring.Newest);
        var read = subscription.ReadAsync(default).AsTask();
        Assert.False(read.IsCompleted);
        Append(1);
        Assert.Equal(4, Assert.Single((await read.WaitAsync(Patience)).Entries).Seq);
        Assert.Equal(4, subscription.After);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_LosesNothing()
    {
        var subscription = _ring.Subscribe(0);
        using var cancellation = new CancellationTokenSource();
        var read = subscription.ReadAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Patience));

        Append(2);
        var page = await subscription.ReadAsync(default);
        Assert.Equal([1L, 2L], page.Entries.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task ReadAsync_MoreThanTheRingBehind_IsDroppedAndMayResume()
    {
        Append(10);
        var subscription = _ring.Subscribe(10);
        Append(EventRing.Capacity + 1);
        Assert.Equal(EventPosition.Kept, subscription.Position);

        var page = await subscription.ReadAsync(default);
        Assert.Equal(EventPosition.TooOld, page.Position);
        Assert.Empty(page.Entries);
        Assert.Equal(12, page.OldestKept);
        Assert.Equal(EventPosition.TooOld, subscription.Position);
        Assert.Equal(10, subscription.After);
        Assert.Equal(EventPosition.TooOld, (await subscription.ReadAsync(default)).Position);

        var resumed = await _ring.Subscribe(page.OldestKept - 1).ReadAsync(default);
        Assert.Equal(12, resumed.Entries[0].Seq);
    }

    [Fact]
    public async Task ReadAsync_ExactlyTheRingBehind_IsStillServed()
    {
        var subscription = _ring.Subscribe(0);
        Append(EventRing.Capacity);
        Assert.Equal(1, (await subscription.ReadAsync(default)).Entries[0].Seq);
    }

    [Fact]
    public void Subscribe_OlderThanKept_SaysSoAtOnce()
    {
        Append(EventRing.Capacity + 1);
        Assert.Equal(EventPosition.TooOld, _ring.Subscribe(0).Position);
        Assert.Equal(EventPosition.Kept, _ring.Subscribe(1).Position);
    }

    [Fact]
    public async Task Subscribe_BeyondTheNewest_StaysRefusedWhenTheLogGetsThere()
    {
        var subscription = _ring.Subscribe(5);
        Assert.Equal(EventPosition.Ahead, subscription.Position);
        Append(10);
        var page = await subscription.ReadAsync(default);
        Assert.Equal(EventPosition.Ahead, page.Position);
        Assert.Empty(page.Entries);
    }

    [Fact]
    public async Task ConcurrentWritersAndReaders_EveryReaderSeesEverySeqOnceInOrder()
    {
        const int Writers = 4;
        const int PerWriter = 2_000;
        const int Total = Writers * PerWriter;
        const int Readers = 4;
        var appended = new long[Writers][];

        async Task<List<EventEntry>> FollowAsync()
        {
            var subscription = _ring.Subscribe(0);
            var seen = new List<EventEntry>();
            while (seen.Count < Total)
            {
                var page = await subscription.ReadAsync(default);
                Assert.Equal(EventPosition.Kept, page.Position);
                Assert.NotEmpty(page.Entries);
                seen.AddRange(page.Entries);
            }

            return seen;
        }

        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(FollowAsync)).ToList();
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
            appended[writer] = [.. Enumerable.Range(0, PerWriter).Select(number => Append(writer, number))]));
        await Task.WhenAll(writers).WaitAsync(Patience);

        Assert.Equal(Range(1, Total), appended.SelectMany(seqs => seqs).Order());
        Assert.All(appended, seqs => Assert.Equal(seqs.Order(), seqs));
        foreach (var seen in await Task.WhenAll(readers).WaitAsync(Patience))
        {
            Assert.Equal(Range(1, Total), seen.Select(entry => entry.Seq));
            Assert.All(seen, entry => Assert.Equal(entry.Seq, SeqInside(entry)));
        }
    }

    [Fact]
    public async Task ConcurrentWriters_OvertakingReaders_NeverShowThemAGap()
    {
        const int Total = 3 * EventRing.Capacity;
        var writing = Task.Run(() => Append(Total));
        long after = 0;
        while (after < Total)
        {
            var page = _ring.Read(after, null, null, 500);
            if (page.Position is EventPosition.TooOld)
            {
                after = page.OldestKept - 1;
                continue;
            }

            Assert.Equal(Range(after + 1, page.Next), page.Entries.Select(entry => entry.Seq));
            after = page.Next;
        }

        await writing.WaitAsync(Patience);
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            yield return seq;
        }
    }

    private static long SeqInside(EventEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Json);
        return document.RootElement.GetProperty("seq").GetInt64();
    }

    private long Append(int writer, int number) =>
        _ring.Append(EventType.State, $"device-{writer}", null, data => data.WriteNumberValue(number)).Seq;

    private void Append(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ring.Append(EventType.State, null, null, data => data.WriteNullValue());
        }
    }
}
