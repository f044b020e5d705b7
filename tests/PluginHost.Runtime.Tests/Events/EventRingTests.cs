using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PluginHost.Runtime.Events;

namespace PluginHost.Runtime.Tests.Events;

public sealed class EventRingTests
{
    private readonly ManualTime _time = new();
    private readonly EventRing _ring;

    public EventRingTests() => _ring = new EventRing(_time);

    [Fact]
    public void Append_First_IsOneAndRisesByOne()
    {
        Assert.Equal([1L, 2L, 3L], Append(3).Select(entry => entry.Seq));
        Assert.Equal(3, _ring.Newest);
        Assert.Equal(1, _ring.OldestKept);
    }

    [Fact]
    public void Append_Entry_CarriesWhatWasGiven()
    {
        var entry = _ring.Append(EventType.Leak, "beamer", "power", data => data.WriteBooleanValue(true));
        Assert.Equal(EventType.Leak, entry.Type);
        Assert.Equal("beamer", entry.Device);
        Assert.Equal("power", entry.Entity);
        Assert.Equal(_time.GetUtcNow(), entry.Time);
        Assert.Equal(TimeSpan.Zero, entry.Time.Offset);
        Assert.Equal("true"u8, entry.Data.Span);
    }

    [Fact]
    public void Append_Json_HasTheFieldsInOrder()
    {
        _time.Advance(TimeSpan.FromMilliseconds(1_000) - TimeSpan.FromTicks(_time.GetTimestamp() % TimeSpan.TicksPerSecond));
        var entry = _ring.Append(EventType.State, "beamer", "laser-power", data => data.WriteNumberValue(42.5));
        Assert.Equal(
            """{"seq":1,"time":"2026-01-01T00:02:04Z","type":"state","device":"beamer","entity":"laser-power","data":42.5}""",
            Encoding.UTF8.GetString(entry.Json.Span));
    }

    [Fact]
    public void Append_WithoutDeviceAndEntity_WritesNulls()
    {
        var entry = _ring.Append(EventType.Plugin, null, null, WriteNull);
        using var document = JsonDocument.Parse(entry.Json);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("device").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("entity").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("data").ValueKind);
    }

    [Fact]
    public void Append_RawJson_GoesInUnmodified()
    {
        var raw = """{ "Code":"Tür\u00fc", "n":1.50, "list":[1 ,2] }"""u8.ToArray();
        var entry = _ring.Append(EventType.Event, "gate", null, data => data.WriteRawValue(raw));
        Assert.Equal(raw, entry.Data.ToArray());
        using var document = JsonDocument.Parse(entry.Json);
        Assert.Equal("1.50", document.RootElement.GetProperty("data").GetProperty("n").GetRawText());
    }

    [Fact]
    public void Append_RawJsonOverSeveralLines_IsPutOnOne()
    {
        var entry = _ring.Append(
            EventType.Event, "gate", null, data => data.WriteRawValue("{\r\n  \"text\": \"a\\nb\"\n}"u8));
        Assert.Equal(-1, entry.Json.Span.IndexOfAny((byte)'\r', (byte)'\n'));
        using var document = JsonDocument.Parse(entry.Data);
        Assert.Equal("a\nb", document.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Append_DataNotOneValue_IsRefusedAndStoresNothing()
    {
        Assert.Throws<ArgumentException>(() => _ring.Append(EventType.State, null, null, _ => { }));
        Assert.Throws<ArgumentException>(() => _ring.Append(EventType.State, null, null, data => data.WriteStartObject()));
        Assert.Throws<InvalidDataException>(() => _ring.Append(EventType.State, null, null, _ => throw new InvalidDataException()));
        Assert.Equal(0, _ring.Newest);
        Assert.Equal(1, _ring.Append(EventType.State, null, null, WriteNull).Seq);
    }

    [Fact]
    public async Task Json_SeveralReaders_IsWrittenOnceAndShared()
    {
        var written = 0;
        var subscription = _ring.Subscribe(0);
        var entry = _ring.Append(EventType.State, "a", "b", data => data.WriteNumberValue(++written));
        EventEntry[] seen =
        [
            entry,
            Assert.Single(_ring.Read(0, null, null, 10).Entries),
            Assert.Single((await subscription.ReadAsync(default)).Entries),
        ];
        Assert.Equal(1, written);
        Assert.Single(seen.Select(Array).Distinct(ReferenceEqualityComparer.Instance));

        static byte[] Array(EventEntry entry) =>
            MemoryMarshal.TryGetArray(entry.Json, out var segment) ? segment.Array! : throw new InvalidDataException("no array");
    }

    [Fact]
    public void Read_EmptyLog_AnswersAnEmptyPage()
    {
        var page = _ring.Read(null, null, null, 10);
        Assert.Equal(EventPosition.Kept, page.Position);
        Assert.Empty(page.Entries);
        Assert.Equal(0, page.Next);
        Assert.Equal(1, page.OldestKept);
    }

    [Fact]
    public void Read_InPages_ReturnsEveryEntryOnce()
    {
        Append(25);
        var seen = new List<long>();
        long after = 0;
        while (_ring.Read(after, null, null, 10) is { Entries.Count: > 0 } page)
        {
            Assert.InRange(page.Entries.Count, 1, 10);
            seen.AddRange(page.Entries.Select(entry => entry.Seq));
            after = page.Next;
        }

        Assert.Equal(Range(1, 25), seen);
        Assert.Equal(25, after);
    }

    [Fact]
    public void Read_Filtered_AnswersOnlyMatchesAndMovesPastTheRest()
    {
        for (var i = 0; i < 10; i++)
        {
            _ring.Append(EventType.State, i % 2 == 0 ? "even" : "odd", null, WriteNull);
        }

        _ring.Append(EventType.Device, "even", null, WriteNull);
        _ring.Append(EventType.Plugin, null, null, WriteNull);

        Assert.Equal([1L, 3L, 5L, 7L, 9L, 11L], Seqs(_ring.Read(0, "even", null, 100)));
        Assert.Equal([11L], Seqs(_ring.Read(0, "even", EventType.Device, 100)));
        Assert.Equal([12L], Seqs(_ring.Read(0, null, EventType.Plugin, 100)));

        var limited = _ring.Read(0, "odd", null, 2);
        Assert.Equal([2L, 4L], Seqs(limited));
        Assert.Equal(4, limited.Next);
        var none = _ring.Read(0, "nobody", null, 2);
        Assert.Empty(none.Entries);
        Assert.Equal(12, none.Next);
    }

    [Fact]
    public void Read_OlderThanKept_SaysSoWithTheOldest()
    {
        Append(EventRing.Capacity + 5);
        Assert.Equal(6, _ring.OldestKept);
        foreach (var after in new long[] { 0, 4 })
        {
            var page = _ring.Read(after, null, null, 10);
            Assert.Equal(EventPosition.TooOld, page.Position);
            Assert.Empty(page.Entries);
            Assert.Equal(after, page.Next);
            Assert.Equal(6, page.OldestKept);
        }

        Assert.Equal(Range(6, 10), Seqs(_ring.Read(5, null, null, 10)));
        Assert.Equal(Range(6, 10), Seqs(_ring.Read(null, null, null, 10)));
        Assert.Equal(Range(6, EventRing.Capacity), Seqs(_ring.Read(5, null, null, int.MaxValue)));
    }

    [Fact]
    public void Read_BeyondTheNewest_SaysSo()
    {
        Append(3);
        Assert.Equal(EventPosition.Kept, _ring.Read(3, null, null, 10).Position);
        var page = _ring.Read(4, null, null, 10);
        Assert.Equal(EventPosition.Ahead, page.Position);
        Assert.Empty(page.Entries);
        Assert.Equal(4, page.Next);
    }

    [Fact]
    public void ReadOrSubscribe_ArgumentsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Read(-1, null, null, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Read(0, null, null, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Subscribe(-1));
    }

    private static void WriteNull(Utf8JsonWriter data) => data.WriteNullValue();

    private static IEnumerable<long> Seqs(EventPage page) => page.Entries.Select(entry => entry.Seq);

    private static IEnumerable<long> Range(int start, int count) => Enumerable.Range(start, count).Select(seq => (long)seq);

    private List<EventEntry> Append(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _ring.Append(EventType.State, null, null, WriteNull))];
}
