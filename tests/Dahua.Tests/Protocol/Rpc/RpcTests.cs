using System.Buffers;
using System.Text;
using PluginHost.Dahua.Protocol.Events;
using PluginHost.Dahua.Protocol.Rpc;
using PluginHost.Dahua.Tests.Protocol.EventStream;

namespace PluginHost.Dahua.Tests.Protocol.Rpc;

public sealed class RpcTests
{
    [Theory]
    [InlineData("Login to 4X7C5A1ZAG21L3F", "AF4B97446B4107F80FBAF235A5057AC1", "08F2CCCCD6779E1CB370116639CCF15C")]
    [InlineData("Login to 0ae5e3a55d6b36d0d35a0f5c751f450a", "584DBEC51D2393F48DDB990104DF09EF", "ED3EF99443D33CAD5ADB855D3CDEFFD4")]
    public void Password_IsHashedAsTheVectorsSay(string realm, string secret, string answer)
    {
        Assert.Equal(secret, PasswordHash.Secret("admin", "admin123", realm));
        Assert.Equal(answer, PasswordHash.Answer("admin", "admin123", realm, "1131353635"));
    }

    [Fact]
    public void Login_OverHttp_BeginsWithoutASession() => Assert.Equal(
        """{"id":1,"method":"global.login","params":{"clientType":"Web3.0","loginType":"Direct","userName":"admin","password":""}}""",
        Written((writer, output) => writer.Login(output, 1, "admin"), RpcDialect.Web));

    [Fact]
    public void Login_SecondHalf_GivesTheSessionBackAsItCame()
    {
        Assert.Equal(
            """{"id":2,"method":"global.login","params":{"clientType":"Web3.0","loginType":"Direct","userName":"Jürgen","password":"AB","authorityType":"Default","passwordType":"Default"},"session":"4f8f"}""",
            Written((writer, output) => writer.Login(output, 2, new RpcSession("4f8f", IsNumber: false), "Jürgen", "AB"), RpcDialect.Web));
        Assert.EndsWith(
            ""","session":1722306858}""",
            Written((writer, output) => writer.Login(output, 2, RpcSession.Of(1722306858), "admin", "AB"), RpcDialect.Dhip),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_OfASession_AreSpelledAsTheVectorsSay()
    {
        Assert.Equal(
            """{"id":8,"method":"global.keepAlive","params":{"action":true,"timeout":55},"session":1722306858}""",
            Written((writer, output) => writer.KeepAlive(output, 8, RpcSession.Of(1722306858), 55), RpcDialect.Dhip));
        Assert.Equal(
            """{"id":3,"method":"global.keepAlive","params":{"active":true,"timeout":60},"session":7}""",
            Written((writer, output) => writer.KeepAlive(output, 3, RpcSession.Of(7), 60), RpcDialect.Web));
        Assert.Equal(
            """{"id":4,"method":"eventManager.attach","params":{"codes":["All"]},"session":7}""",
            Written((writer, output) => writer.Attach(output, 4, RpcSession.Of(7)), RpcDialect.Dhip));
        Assert.Equal(
            """{"id":5,"method":"accessControl.openDoor","params":{"DoorIndex":0},"object":3021795080,"session":7}""",
            Written((writer, output) => writer.Call(output, 5, RpcSession.Of(7), "accessControl.openDoor", json => json.WriteNumber("DoorIndex", 0), 3021795080), RpcDialect.Dhip));
        Assert.Equal(
            """{"id":6,"method":"global.logout","params":null,"session":7}""",
            Written((writer, output) => writer.Call(output, 6, RpcSession.Of(7), RpcMethods.Logout), RpcDialect.Dhip));
    }

    [Fact]
    public void Challenge_IsRead()
    {
        var message = Read("""
            {"error":{"code":268632079,"message":"Component error: login challenge!"},"id":1,"params":{"encryption":"Default","random":"1131353635","realm":"Login to X"},"result":false,"session":"4f8f"}
            """);

        Assert.Equal(RpcOutcome.Challenge, message.Outcome);
        Assert.Equal(new LoginChallenge("Login to X", "1131353635", "Default", new RpcSession("4f8f", IsNumber: false)), LoginChallenge.From(message));
        Assert.True(LoginChallenge.From(message)!.IsKnown);
        Assert.Equal((1, "Component error: login challenge!"), (message.Id, message.ErrorMessage));
    }

    [Fact]
    public void Challenge_OfAnotherKind_IsNotKnown() => Assert.False(
        LoginChallenge.From(Read("""{"error":{"code":401},"params":{"encryption":"OldDigest","random":"1","realm":"r"},"result":false}"""))!.IsKnown);

    [Theory]
    [InlineData("""{"id":2,"params":{"keepAliveInterval":60},"result":true,"session":5}""", nameof(RpcOutcome.Accepted))]
    [InlineData("""{"id":2,"result":3021795080}""", nameof(RpcOutcome.Accepted))]
    [InlineData("""{"id":2,"result":false}""", nameof(RpcOutcome.Failed))]
    [InlineData("""{"id":2,"error":{"code":268632085},"params":{"remainLoginTimes":2},"result":false}""", nameof(RpcOutcome.Refused))]
    [InlineData("""{"id":2,"error":{"code":268632081},"result":false}""", nameof(RpcOutcome.Locked))]
    [InlineData("""{"id":2,"error":{"code":268632086},"result":false}""", nameof(RpcOutcome.NotInitialised))]
    [InlineData("""{"id":2,"error":{"code":287637505},"result":false}""", nameof(RpcOutcome.SessionExpired))]
    [InlineData("""{"id":2,"error":{"code":287637504},"result":false}""", nameof(RpcOutcome.SessionExpired))]
    [InlineData("""{"id":2,"error":{"code":268894210},"result":false}""", nameof(RpcOutcome.Unsupported))]
    [InlineData("""{"id":2,"error":{"code":285278249},"result":false}""", nameof(RpcOutcome.Forbidden))]
    [InlineData("""{"id":2,"error":{"code":268959743},"result":false}""", nameof(RpcOutcome.Failed))]
    public void Answer_IsClassified(string json, string outcome)
    {
        Assert.Equal(outcome, Read(json).Outcome.ToString());
        Assert.Null(LoginChallenge.From(Read(json)));
        Assert.Empty(NotifiedEvents.In(Read(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("3")]
    [InlineData("{}{}")]
    public void Text_ThatIsNoMessage_IsRefused(string text) => Assert.False(RpcMessage.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Events_AreReadInTheirOrder()
    {
        var message = Read("""
            {"id":7,"method":"client.notifyEventStream","params":{"SID":513,"eventList":[
            {"Action":"Pulse","Code":"BackKeyLight","Data":{"State":1,"UTC":1624168340.0},"Index":-1},
            {"Action":"Start","Code":"VideoMotion","Index":0.0},{"Action":"Stop"},17,{"Code":"DoorStatus","Index":1e30,"Data":[ 1 ]}]},"session":5}
            """);

        var events = NotifiedEvents.In(message);

        Assert.Equal(
            ["BackKeyLight Pulse -1 Json {\"State\":1,\"UTC\":1624168340.0}", "VideoMotion Start 0", "DoorStatus   Json [ 1 ]"],
            events.Select(StreamRun.Text));
        Assert.True(RingSignals.Has(events[0]));
        Assert.Equal(513, message.Params.Whole("SID"u8));
    }

    private static RpcMessage Read(string json) =>
        RpcMessage.TryRead(Encoding.UTF8.GetBytes(json), out var message) ? message : throw new InvalidOperationException(json);

    private static string Written(Action<RpcRequestWriter, IBufferWriter<byte>> write, RpcDialect dialect)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new RpcRequestWriter(dialect), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
