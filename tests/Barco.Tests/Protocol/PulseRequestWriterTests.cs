using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseRequestWriterTests
{
    private static readonly Dictionary<string, Action<PulseRequestWriter, IBufferWriter<byte>>> Requests = new()
    {
        ["V01"] = (writer, output) => writer.PropertyGet(output, SystemNames.State, 1),
        ["V03"] = (writer, output) => writer.PropertyGet(
            output,
            [SystemNames.State, SystemNames.SerialNumber, SystemNames.ModelName, SystemNames.FirmwareVersion],
            2),
        ["V04"] = (writer, output) => writer.PropertySet(output, IlluminationNames.LaserPower, 40, 3),
        ["V05"] = (writer, output) => writer.Call(output, SystemNames.PowerOn, null, 4),
        ["V06"] = (writer, output) => writer.Call(output, SystemNames.PowerOn, null, default),
        ["V07"] = (writer, output) => writer.PropertyGet(output, IlluminationNames.LaserPower, 5),
        ["V08"] = (writer, output) => writer.Call(output, ImageNames.SourceList, null, 6),
        ["V09"] = (writer, output) => writer.Call(output, SystemNames.PowerOn, null, 7),
        ["V10"] = (writer, output) => writer.Call(output, PulseMethods.Authenticate, new JsonObject { ["code"] = 98765 }, 1),
        ["V11"] = (writer, output) => writer.Call(output, PulseMethods.Authenticate, new JsonObject { ["code"] = 11111 }, 1),
        ["V12"] = (writer, output) => writer.PropertyGet(output, SystemNames.State, 1),
        ["V13"] = (writer, output) => writer.PropertySet(output, ImageNames.TestPatternShow, "true", 8),
        ["V14"] = (writer, output) => writer.PropertyGet(output, ProfileNames.Profiles, 9),
        ["V15"] = (writer, output) => writer.PropertyGet(output, SystemNames.State, 10),
        ["V16"] = (writer, output) => writer.PropertyGet(output, SystemNames.Health, 11),
        ["V17"] = (writer, output) =>
        {
            writer.Call(output, ImageNames.SourceList, null, 12);
            writer.PropertyGet(output, ImageNames.Source, 13);
        },
        ["V18"] = (writer, output) => writer.PropertyGet(output, SystemNames.State, 1),
        ["V20"] = (writer, output) => writer.PropertyGet(output, SystemNames.State, 1),
        ["V21"] = (writer, output) => writer.PropertyGet(output, ImageNames.Brightness, 21),
        ["V24"] = (writer, output) => writer.PropertySet(output, ImageNames.Source, "DisplayPort 2", 16),
        ["V27"] = (writer, output) => writer.SignalSubscribe(output, [SignalNames.ModelUpdated], 17),
        ["V28"] = (writer, output) => writer.Call(
            output,
            EnvironmentNames.GetControlBlocks,
            new JsonObject { ["type"] = "Sensor", ["valuetype"] = "Temperature" },
            18),
    };

    public static TheoryData<string> Ids => [.. Requests.Keys];

    // V17 is two requests, which have two headers.
    public static TheoryData<string> SingleRequestIds => [.. Requests.Keys.Where(id => id != "V17")];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Raw_Vector_IsWrittenByteForByte(string id) =>
        Assert.Equal(PulseVectors.Get(id).Client[0], Write(PulseFraming.Raw, Requests[id]));

    [Fact]
    public void Http_V02_IsWrittenByteForByte() =>
        Assert.Equal(PulseVectors.Get("V02").Client[0], Write(PulseFraming.Http, Requests["V01"]));

    [Theory]
    [MemberData(nameof(SingleRequestIds))]
    public void Http_Vector_StatesTheLengthOfTheRawForm(string id)
    {
        var raw = PulseVectors.Get(id).Client[0];
        var head = Encoding.ASCII.GetString(PulseVectors.Get("V02").Client[0][..96])
            .Replace("Content-Length: 85", $"Content-Length: {raw.Length}", StringComparison.Ordinal);

        Assert.Equal([.. Encoding.ASCII.GetBytes(head), .. raw], Write(PulseFraming.Http, Requests[id]));
    }

    [Fact]
    public void Vectors_OfOurSpelling_AreAllCovered()
    {
        // The HTTP form, two other clients' spelling, an unusable request, and one without a request.
        var uncovered = PulseVectors.All.Select(vector => vector.Id).Except(Requests.Keys);

        Assert.Equal(["V02", "V22", "V23", "V25", "V26"], uncovered);
    }

    [Theory]
    [InlineData("one", """{"jsonrpc":"2.0","method":"property.get","params":{"property":["one"]},"id":1}""")]
    [InlineData("one,two", """{"jsonrpc":"2.0","method":"property.get","params":{"property":["one","two"]},"id":1}""")]
    public void PropertyGet_List_StaysAListWithOneName(string names, string expected) =>
        Assert.Equal(expected, Text((writer, output) => writer.PropertyGet(output, names.Split(','), 1)));

    [Fact]
    public void Subscriptions_NameOneOrSeveral()
    {
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"property.subscribe","params":{"property":["a","b"]},"id":1}""",
            Text((writer, output) => writer.PropertySubscribe(output, ["a", "b"], 1)));
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"property.unsubscribe","params":{"property":"a"},"id":2}""",
            Text((writer, output) => writer.PropertyUnsubscribe(output, ["a"], 2)));
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"signal.unsubscribe","params":{"signal":["a","b"]},"id":"3"}""",
            Text((writer, output) => writer.SignalUnsubscribe(output, ["a", "b"], "3")));
    }

    [Fact]
    public void PropertySet_AnyValue_IsSpelledPlainly()
    {
        Assert.Equal("0.15", Value(0.15));
        Assert.Equal("false", Value(false));
        Assert.Equal("null", Value(null));
        Assert.Equal("\"Gäste <1> & 'zwei' \\\"drei\\\"\"", Value("Gäste <1> & 'zwei' \"drei\""));

        static string Value(JsonNode? value)
        {
            var text = Text((writer, output) => writer.PropertySet(output, "p", value, 1));
            return text["""{"jsonrpc":"2.0","method":"property.set","params":{"property":"p","value":""".Length..^"},\"id\":1}".Length];
        }
    }

    private static string Text(Action<PulseRequestWriter, IBufferWriter<byte>> write) =>
        Encoding.UTF8.GetString(Write(PulseFraming.Raw, write));

    private static byte[] Write(PulseFraming framing, Action<PulseRequestWriter, IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new PulseRequestWriter(framing, "192.168.1.50:9090"), output);
        return output.WrittenSpan.ToArray();
    }
}
