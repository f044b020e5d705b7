using System.Text;
using System.Text.Json;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseMessageParserTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":14,"result":true}""", "14")]
    [InlineData("""{"jsonrpc":"2.0","id":"14","result":true}""", "\"14\"")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":true}""", "null")]
    [InlineData("""{"jsonrpc":"2.0","result":true}""", "none")]
    public void Id_OfEachType_KeepsItsType(string text, string expected) =>
        Assert.Equal(expected, Parse<PulseReply>(text).Id.ToString());

    [Fact]
    public void Id_NumberAndText_AreDifferent()
    {
        Assert.NotEqual<PulseId>(14, "14");
        Assert.NotEqual(default, PulseId.Null);
        Assert.Equal<PulseId>(14, Parse<PulseReply>("""{"id":14,"result":0,"jsonrpc":"2.0"}""").Id);
    }

    [Theory]
    [InlineData("0", JsonValueKind.Number)]
    [InlineData("false", JsonValueKind.False)]
    [InlineData("\"\"", JsonValueKind.String)]
    [InlineData("null", JsonValueKind.Null)]
    [InlineData("[]", JsonValueKind.Array)]
    public void Result_EmptyLookingValue_IsAResult(string value, JsonValueKind kind)
    {
        var reply = Parse<PulseReply>($$"""{"jsonrpc":"2.0","id":1,"result":{{value}}}""");

        Assert.Null(reply.Error);
        Assert.Equal(kind, reply.Result.ValueKind);
    }

    [Fact]
    public void Error_WithNullResult_IsAnError()
    {
        var reply = Parse<PulseReply>(
            """{"jsonrpc":"2.0","id":1,"result":null,"error":{"code":-32000,"message":"Could not set source!","data":{"a":1}}}""");

        Assert.NotNull(reply.Error);
        Assert.Equal((-32000, "Could not set source!"), (reply.Error.Code, reply.Error.Message));
        Assert.Equal(1, reply.Error.Data.GetProperty("a").GetInt32());
        Assert.Equal(JsonValueKind.Undefined, reply.Result.ValueKind);
    }

    [Fact]
    public void Error_NullBesideAResult_IsNoError() =>
        Assert.Null(Parse<PulseReply>("""{"jsonrpc":"2.0","id":1,"error":null,"result":1}""").Error);

    [Fact]
    public void Text_EscapedOrRaw_IsTheSame() =>
        Assert.Equal("Gäste", Parse<PulseReply>("""{"jsonrpc":"2.0","id":1,"result":"G\u00e4ste"}""").Result.GetString());

    [Fact]
    public void Request_V22AndV23_KeepBareParameters()
    {
        var bare = Parse<PulseRequest>(Encoding.UTF8.GetString(PulseVectors.Get("V22").Client[0]));
        var text = Parse<PulseRequest>(Encoding.UTF8.GetString(PulseVectors.Get("V23").Client[0]));

        Assert.Equal(("profile.activateprofile", "Cinema"), (bare.Method, bare.Parameters.GetString()));
        Assert.Equal<PulseId>("14", bare.Id);
        Assert.Equal(("image.source.list", "[]"), (text.Method, text.Parameters.GetString()));
        Assert.Equal(15, text.Id);
    }

    [Fact]
    public void Request_V06WithoutId_ExpectsNoReply()
    {
        var request = Parse<PulseRequest>(Encoding.UTF8.GetString(PulseVectors.Get("V06").Client[0]));

        Assert.Equal(PulseIdKind.Absent, request.Id.Kind);
        Assert.Equal(JsonValueKind.Undefined, request.Parameters.ValueKind);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"property.changed"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"property.changed","params":{"property":"system.state"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"signal.callback","params":{"signal":["loggedout"]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"property.changed","params":{"property":[]},"id":1}""")]
    public void Notification_OfUnknownShape_StaysARequest(string text) => Parse<PulseRequest>(text);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"result":1}""")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"result":1}""")]
    [InlineData("""{"jsonrpc":{"jsonrpc":"2.0"},"id":1,"result":1}""")]
    [InlineData("""{"id":1,"result":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"result":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":[1],"result":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":99999999999999999999,"result":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":"busy"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":"-32000"}}""")]
    public void Parse_NoJsonRpc_SaysSo(string text) => AssertFault(PulseProtocolFault.NotJsonRpc, Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":1,}""")]
    [InlineData("""{]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"\ud800"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"\udc00":1}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"a\nb\"}")]
    public void Parse_NoJson_SaysSo(string text) => AssertFault(PulseProtocolFault.NotJson, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Parse_TextThatIsNotUtf8_SaysSo() =>
        AssertFault(PulseProtocolFault.NotJson, [.. """{"jsonrpc":"2.0","id":1,"result":"G"""u8, 0xE4, .. "\"}"u8]);

    private static T Parse<T>(string text)
        where T : PulseMessage => Assert.IsType<T>(PulseMessageParser.Parse(Encoding.UTF8.GetBytes(text)));

    private static void AssertFault(PulseProtocolFault fault, byte[] bytes) =>
        Assert.Equal(fault, Assert.Throws<PulseProtocolException>(() => PulseMessageParser.Parse(bytes)).Fault);
}
