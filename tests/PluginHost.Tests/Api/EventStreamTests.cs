using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PluginHost.Runtime.Events;
using PluginHost.Server.Api;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

public sealed class EventStreamTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    private RunningHouse House => shared.House;

    [Fact]
    public async Task Stream_AfterASeq_GoesOnWithoutGap()
    {
        var items = await ReadAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream?after=2"), 5);

        Assert.Equal(["3", "4", "5", "6", "7"], items.Select(item => item.EventId));
        var third = (await House.GetAsync("/api/v1/events?after=2&limit=1")).GetProperty("events")[0];
        Assert.Equal(third.GetRawText(), items[0].Data);
    }

    [Fact]
    public async Task Stream_LastEventId_OutweighsTheAddress()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream?after=0");
        request.Headers.Add("Last-Event-ID", "4");

        Assert.Equal(["5", "6"], (await ReadAsync(request, 2)).Select(item => item.EventId));
    }

    [Fact]
    public async Task Stream_WithoutASeq_BeginsWithWhatComes()
    {
        var newest = (await House.GetAsync("/api/v1/events?limit=1000")).GetProperty("next").GetInt64();

        var first = (await ReadAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream"), 1))[0];

        Assert.True(JsonElement.Parse(first.Data).GetProperty("seq").GetInt64() > newest);
    }

    [Fact]
    public async Task Stream_Quiet_BeatsEveryFifteenSeconds()
    {
        var time = new FakeTimeProvider();
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        using var stop = new CancellationTokenSource();
        var log = new QuietLog();

        var writing = new EventStream(log, time).WriteAsync(context.Response, stop.Token, CancellationToken.None);
        await Eventually.TrueAsync(() => Comments(body) == 1, "the stream begins with a comment");
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal(1, Comments(body));
        time.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.TrueAsync(() => Comments(body) == 2, "a comment after 15 s");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    private static int Comments(MemoryStream body)
    {
        var text = Encoding.UTF8.GetString(body.ToArray());
        return text.Length == 0 ? 0 : text.Split(":\n\n").Length - 1;
    }

    private async Task<List<SseItem<string>>> ReadAsync(HttpRequestMessage request, int count)
    {
        using var response = await House.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var items = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            items.Add(item);
            if (items.Count == count)
            {
                break;
            }
        }

        return items;
    }

    private sealed class QuietLog : IEventSubscription
    {
        public EventPosition Position => EventPosition.Kept;

        public long After => 0;

        public async ValueTask<EventPage> ReadAsync(CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<EventPage>();
            return await never.Task.WaitAsync(cancellationToken);
        }
    }
}
