using System.Text;
using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Barco.Tests.Protocol;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Session;

public sealed class PulseSessionTests
{
    private const string StateOne = """{"jsonrpc":"2.0","id":1,"result":"standby"}""";

    [Fact]
    public async Task V01_Reply_IsReturned()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync(PulseVectors.Get("V01").Device[0]);

        Assert.Equal("standby", (await SessionScene.ResultOf(reply)).GetString());
    }

    [Fact]
    public async Task V14_ReplyInThreeSegments_IsReturned()
    {
        await using var scene = new SessionScene();
        await BringToIdAsync(scene, 9);
        var reply = await scene.AskAsync("profile.profiles");
        var vector = PulseVectors.Get("V14");
        var expected = scene.Session.ReceivedBytes;
        foreach (var piece in Sequences.Cut(vector.Device[0], vector.Cuts))
        {
            expected += piece.Length;
            await scene.Device.SendAsync(piece);
            await Eventually.TrueAsync(() => scene.Session.ReceivedBytes == expected, "the piece to be read");
        }

        Assert.Equal("Gäste", (await SessionScene.ResultOf(reply))[1].GetString());
    }

    [Theory]
    [InlineData("V15", 10, "ready", 1)]
    [InlineData("V16", 11, "Normal", 1)]
    public async Task NotificationBesideTheReply_GoesItsOwnWay(string id, int requestId, string result, int notifications)
    {
        await using var scene = new SessionScene();
        await BringToIdAsync(scene, requestId);
        var reply = await scene.AskAsync();

        foreach (var line in PulseVectors.Get(id).Device)
        {
            await scene.Device.SendAsync(line);
        }

        Assert.Equal(result, (await SessionScene.ResultOf(reply)).GetString());
        await Eventually.TrueAsync(() => scene.Unasked.Count == notifications, "the notification");
        Assert.IsType<PropertyChanged>(scene.Unasked[0]);
    }

    [Fact]
    public async Task ErrorReply_LeavesTheSessionUsable()
    {
        await using var scene = new SessionScene();
        var refused = await scene.AskAsync();
        await scene.Device.SendAsync("""{"jsonrpc":"2.0","id":1,"error":{"code":-32009,"message":"Ignored POWER_ON event, busy transitioning to ready"}}""");
        Assert.Equal(PulseErrorClass.Busy, (await refused.WaitAsync(TimeSpan.FromSeconds(10))).Error!.Class);

        var reply = await scene.AskAsync();
        await scene.Device.SendAsync("""{"jsonrpc":"2.0","id":2,"result":"ready"}""");

        Assert.Equal("ready", (await SessionScene.ResultOf(reply)).GetString());
    }

    [Fact]
    public async Task V18_TruncatedReplyThenEnd_IsLost()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync(PulseVectors.Get("V18").Device[0]);
        await scene.Device.Output.CompleteAsync();

        await AssertEndedAsync(scene, reply, ConnectionEnd.Lost);
    }

    [Fact]
    public async Task V19_HalfAReplyThenSilence_EndsAfterTheNextLimit()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();
        await scene.Device.SendAsync(PulseVectors.Get("V18").Device[0]);
        await scene.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1));

        var (ended, seconds) = await scene.FailureOf(reply);

        Assert.Equal(ConnectionEnd.Lost, ended.End);
        Assert.Equal(1, seconds, 0.11);
        await AssertEndedAsync(scene, reply, ConnectionEnd.Lost);
    }

    [Fact]
    public async Task NoByteAtAll_EndsAfterTheFirstLimit()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        var (_, seconds) = await scene.FailureOf(reply);

        Assert.Equal(5, seconds, 0.11);
        Assert.True(scene.Session.WentUnanswered);
    }

    [Fact]
    public async Task Trickle_EndsAtTheOverallLimit()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();
        var bytes = PulseVectors.Get("V03").Device[0];
        var tenths = 0;

        var (_, seconds) = await scene.FailureOf(reply, async () =>
        {
            if (++tenths % 9 == 0)
            {
                var before = scene.Session.ReceivedBytes;
                await scene.Device.SendAsync(bytes.AsMemory((int)before, 1));
                await Eventually.TrueAsync(() => scene.Session.ReceivedBytes > before, "the byte to be read");
                if (tenths < 90)
                {
                    // The limit of the last byte must be gone before the clock can pass it.
                    await scene.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1));
                }
            }
        });

        Assert.Equal(10, seconds, 0.2);
    }

    [Fact]
    public async Task NotificationInTwoPieces_LeavesTheReplyItsFirstLimit()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();
        var notification = PulseVectors.Get("V26").Device[0];
        await scene.Device.SendAsync(notification.AsMemory(0, 20));
        await scene.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        await scene.Device.SendAsync(notification.AsMemory(20));
        await scene.Time.WaitForTimerAsync(TimeSpan.FromSeconds(5));

        scene.Time.Advance(TimeSpan.FromSeconds(3.5));
        await scene.Device.SendAsync(StateOne);

        Assert.Equal("standby", (await SessionScene.ResultOf(reply)).GetString());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":999,"result":"on"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":"on"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""")]
    [InlineData("""{"garbage":{}}""")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>{}</html>")]
    public async Task WhatNobodyAskedFor_BreaksTheProtocol(string received)
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync(received);

        await AssertEndedAsync(scene, reply, ConnectionEnd.ProtocolBroken);
    }

    [Fact]
    public async Task UndecodableReply_BreaksTheProtocol()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync((byte[])[.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        await AssertEndedAsync(scene, reply, ConnectionEnd.ProtocolBroken);
    }

    [Fact]
    public async Task MessageOverOneMebibyte_BreaksTheProtocol()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync("{\"a\":\"");
        _ = scene.Device.SendAsync(new byte[PulseMessageReader.MaxMessageBytes]);

        await AssertEndedAsync(scene, reply, ConnectionEnd.ProtocolBroken);
    }

    [Fact]
    public async Task V20_GarbageBeforeTheReply_IsSkipped()
    {
        await using var scene = new SessionScene();
        var reply = await scene.AskAsync();

        await scene.Device.SendAsync(PulseVectors.Get("V20").Device[1]);

        Assert.Equal("on", (await SessionScene.ResultOf(reply)).GetString());
    }

    [Fact]
    public async Task V21_AfterATimeout_TheSessionIsNeverUsedAgain()
    {
        await using var scene = new SessionScene();
        await scene.FailureOf(await scene.AskAsync());

        await scene.Device.SendAsync("""{"jsonrpc":"2.0","id":1,"result":"on"}{"jsonrpc":"2.0","id":2,"result":0.15}""");

        await Assert.ThrowsAsync<ConnectionEndedException>(() => scene.Client.GetAsync("image.brightness", scene.Deadline));
    }

    [Fact]
    public async Task Requests_KeepTheirGap()
    {
        await using var scene = new SessionScene();
        var first = await scene.AskAsync();
        await scene.Device.SendAsync(StateOne);
        await SessionScene.ResultOf(first);

        var second = scene.Client.GetAsync("system.state", scene.Deadline);
        scene.Time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(scene.Device.Input.TryRead(out _));
        scene.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.NotEmpty(await scene.Device.ReceiveAsync(1));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task ReadingStoppedWithinAMessage_GoesOnWhereItStopped()
    {
        await using var scene = new SessionScene(reads: false);
        using var greeting = new CancellationTokenSource();
        var first = scene.Session.ReadAsync(greeting.Token);
        var reply = await scene.AskAsync();
        await scene.Device.SendAsync(StateOne + """{"jsonrpc":"2.0","method":"property.ch""");
        await SessionScene.ResultOf(reply);
        await greeting.CancelAsync();
        await first;

        using var listening = new CancellationTokenSource();
        var second = scene.Session.ReadAsync(listening.Token);
        await scene.Device.SendAsync("""anged","params":{"property":[{"system.state":"on"}]}}""");

        await Eventually.TrueAsync(() => scene.Unasked.Count == 1, "the notification");
        await listening.CancelAsync();
        await second;
        Assert.Null(scene.Session.Ending);
    }

    private static async Task BringToIdAsync(SessionScene scene, int id)
    {
        for (var earlier = 1; earlier < id; earlier++)
        {
            var reply = await scene.AskAsync();
            await scene.Device.SendAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{earlier}},"result":null}"""));
            Assert.Equal(JsonValueKind.Null, (await SessionScene.ResultOf(reply)).ValueKind);
        }
    }

    private static async Task AssertEndedAsync(SessionScene scene, Task<PulseReply> reply, ConnectionEnd end)
    {
        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(() => reply.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(end, ended.End);
        Assert.Equal(end, scene.Session.Ending!.End);
        await Assert.ThrowsAsync<ConnectionEndedException>(() => scene.Client.GetAsync("system.state", scene.Deadline).WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
