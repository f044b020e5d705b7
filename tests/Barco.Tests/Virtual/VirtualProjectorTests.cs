using System.Text;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Barco.Tests.Protocol;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Virtual;

public sealed class VirtualProjectorTests
{
    [Theory]
    [InlineData("V01", "state=standby")]
    [InlineData("V02", "state=standby")]
    [InlineData("V04", "state=ready")]
    [InlineData("V05", "state=on")]
    [InlineData("V07", "state=standby")]
    [InlineData("V08", "state=standby")]
    [InlineData("V10", "state=standby")]
    [InlineData("V12", "state=on auth-mode=all")]
    [InlineData("V13", "state=ready")]
    [InlineData("V25", "state=on")]
    public async Task Vector_InItsState_IsAnsweredByteForByte(string id, string knobs)
    {
        var vector = PulseVectors.Get(id);
        await using var projector = new Simulated(Knobs(knobs));
        await using var client = await projector.ConnectAsync();
        if (id == "V04")
        {
            await SubscribeAsync(client, "illumination.sources.laser.power");
        }

        await client.SendAsync(vector.Client[0]);

        await client.ExpectAsync([.. vector.Device]);
    }

    [Theory]
    [InlineData("wrong-pin=access-error", 0)]
    [InlineData("wrong-pin=false", 1)]
    public async Task V11_WrongPin_IsRefusedAsSet(string knobs, int reply)
    {
        var vector = PulseVectors.Get("V11");
        await using var projector = new Simulated(Knobs(knobs));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(vector.Client[0]);

        await client.ExpectAsync(vector.Device[reply]);
    }

    [Theory]
    [InlineData("busy-reply=busy", 0)]
    [InlineData("busy-reply=server-error", 1)]
    public async Task V09_PowerOnInTransition_IsBusyAsSet(string knobs, int reply)
    {
        var vector = PulseVectors.Get("V09");
        await using var projector = new Simulated(Knobs(knobs + " scale=1 transition-latency=0ms"));
        await using var client = await projector.ConnectAsync();
        await client.SendAsync(PulseVectors.Get("V05").Client[0]);
        await client.ExpectAsync(PulseVectors.Get("V05").Device[0]);

        await client.SendAsync(vector.Client[0]);

        await client.ExpectAsync(vector.Device[reply]);
    }

    [Fact]
    public async Task V06_PowerOnWithoutId_IsExecutedAndNotAnswered()
    {
        await using var projector = new Simulated(Knobs("state=standby scale=1 transition-latency=0ms"));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(PulseVectors.Get("V06").Client[0]);
        await client.SendAsync(Get("system.targetstate", 1));

        await client.ExpectAsync("""{"jsonrpc":"2.0","id":1,"result":"on"}"""u8.ToArray());
    }

    [Fact]
    public async Task V17_PipelinedWithReversedOrder_AnswersTheLastFirst()
    {
        await using var projector = new Simulated(Knobs("state=ready reply-order=reversed"));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Get("image.brightness", 12) + Get("image.contrast", 13));

        await client.ExpectAsync(
            """{"jsonrpc":"2.0","id":13,"result":1}"""u8.ToArray(), """{"jsonrpc":"2.0","id":12,"result":0}"""u8.ToArray());
    }

    [Fact]
    public async Task V22_StringIdAndScalarParameter_AreAccepted()
    {
        await using var projector = new Simulated(Knobs("state=ready"));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync("""{"method":"profile.activateprofile","id":"14","params":"Gaming","jsonrpc":"2.0"}""");

        await client.ExpectAsync(PulseVectors.Get("V22").Device[0]);
    }

    [Fact]
    public async Task V24_SourceSwitch_IsNotifiedAsNoneFirst()
    {
        var vector = PulseVectors.Get("V24");
        await using var projector = new Simulated(Knobs("state=ready"));
        await using var client = await projector.ConnectAsync();
        await SubscribeAsync(client, "image.window.main.source");

        await client.SendAsync(vector.Client[0]);

        await client.ExpectAsync([.. vector.Device]);
    }

    [Fact]
    public async Task V26_GoingToEco_NotifiesThenClosesAndLeavesTheNetworkUntilWoken()
    {
        await using var projector = new Simulated(Knobs("state=standby scale=0"));
        await using var client = await projector.ConnectAsync();
        await SubscribeAsync(client, "system.state", "system.targetstate");

        await client.SendAsync("""{"jsonrpc":"2.0","method":"system.gotoeco"}""");

        await client.ExpectAsync([.. PulseVectors.Get("V26").Device]);
        await client.ExpectEndAsync();
        await client.DisposeAsync();
        await Eventually.TrueAsync(() => !projector.Network.IsListening, "the port to close");
        projector.Device.Wake();
        await Eventually.TrueAsync(() => projector.Network.IsListening, "the port to open again");
    }

    [Fact]
    public async Task V27_PipelineStarts_CallsTheSignalBack()
    {
        await using var projector = new Simulated(Knobs("state=standby scale=0"));
        await using var client = await projector.ConnectAsync();
        await client.SendAsync(PulseVectors.Get("V27").Client[0]);
        await client.ExpectAsync(PulseVectors.Get("V27").Device[0]);

        await client.SendAsync("""{"jsonrpc":"2.0","method":"system.gotoready"}""");

        await client.ExpectAsync(
            """{"jsonrpc":"2.0","method":"signal.callback","params":{"signal":[{"introspect.objectchanged":{"object":"image","newobject":true}}]}}"""u8.ToArray(),
            PulseVectors.Get("V27").Device[1]);
    }

    [Theory]
    [InlineData("batch-missing=omit", """{"jsonrpc":"2.0","id":1,"result":{"image.brightness":0}}""")]
    [InlineData("batch-missing=error", """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Property not found: image.hue"}}""")]
    public async Task List_WithAbsentName_IsAnsweredAsSet(string knobs, string reply)
    {
        await using var projector = new Simulated(Knobs("state=ready " + knobs));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(
            """{"jsonrpc":"2.0","method":"property.get","params":{"property":["image.hue","image.brightness"]},"id":1}""");

        await client.ExpectAsync(Encoding.UTF8.GetBytes(reply));
    }

    [Theory]
    [InlineData("image.brightness", "1.5", -32602)]
    [InlineData("image.sharpness", "1.5", -32602)]
    [InlineData("image.window.main.source", "\"HDMI 9\"", -32000)]
    [InlineData("system.state", "\"on\"", -32000)]
    [InlineData("image.colortemperature", "1", -32601)]
    public async Task Set_OfWhatAProjectorRefuses_IsRefused(string property, string value, int code)
    {
        await using var projector = new Simulated(Knobs("state=ready"));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync($$$"""{"jsonrpc":"2.0","method":"property.set","params":{"property":"{{{property}}}","value":{{{value}}}},"id":1}""");

        await client.ExpectAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"error":{"code":{{code}},"""));
    }

    [Theory]
    [InlineData("framing=raw-only", "V02", "V01")]
    [InlineData("framing=http-only", "V01", "V02")]
    public async Task Framing_NotAccepted_MeetsSilence(string knobs, string silent, string answered)
    {
        await using var projector = new Simulated(Knobs("state=standby " + knobs));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(PulseVectors.Get(silent).Client[0]);
        await client.SendAsync(PulseVectors.Get(answered).Client[0]);

        await client.ExpectAsync(PulseVectors.Get(answered).Device[0]);
    }

    [Fact]
    public async Task Control_WithoutLogin_IsRefusedWhileReadingIsNot()
    {
        await using var projector = new Simulated(Knobs("state=ready auth-mode=control"));
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(PulseVectors.Get("V05").Client[0]);
        await client.SendAsync(Get("image.brightness", 2));

        await client.ExpectAsync(
            """{"jsonrpc":"2.0","id":4,"error":{"code":-32001,"message":"Access permission error"}}"""u8.ToArray(),
            """{"jsonrpc":"2.0","id":2,"result":0}"""u8.ToArray());
        Assert.Equal("98765", projector.DriverSettings!["pin"]);
    }

    [Fact]
    public async Task Counters_AfterTwoClients_TellHowTheyEnded()
    {
        await using var projector = new Simulated();
        var first = await projector.ConnectAsync();
        await first.SendAsync(PulseVectors.Get("V01").Client[0]);
        await first.ExpectAsync(PulseVectors.Get("V01").Device[0]);
        var second = await projector.ConnectAsync();
        await second.SendAsync(PulseVectors.Get("V10").Client[0]);
        await second.ExpectAsync(PulseVectors.Get("V10").Device[0]);

        await first.DisposeAsync();
        second.Abort();

        var counters = projector.Device.Counters;
        await Eventually.TrueAsync(() => counters.Open == 0, "both to be gone");
        Assert.Equal((2, 2, 1, 1, 1), (counters.Accepted, counters.PeakOpen, counters.ClosedByFin, counters.ClosedByReset, counters.Authentications));
        Assert.Equal(1, counters.Requests["property.get"]);
        Assert.Equal(85 + 72, counters.BytesReceived);
        Assert.Equal(43 + 38, counters.BytesSent);
    }

    internal static Dictionary<string, string> Knobs(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private static string Get(string property, int id) =>
        $$$"""{"jsonrpc":"2.0","method":"property.get","params":{"property":"{{{property}}}"},"id":{{{id}}}}""";

    private static async Task SubscribeAsync(PipeStream client, params string[] properties)
    {
        var names = string.Join(',', properties.Select(name => $"\"{name}\""));
        await client.SendAsync($$$"""{"jsonrpc":"2.0","method":"property.subscribe","params":{"property":[{{{names}}}]},"id":1}""");
        await client.ExpectAsync("""{"jsonrpc":"2.0","id":1,"result":true}"""u8.ToArray());
    }
}
