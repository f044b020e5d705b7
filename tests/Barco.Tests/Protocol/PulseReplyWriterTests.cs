using System.Buffers;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseReplyWriterTests
{
    private const string BusyText = "Ignored POWER_ON event, busy transitioning to ready";

    private static readonly Dictionary<(string Id, int Line), Action<IBufferWriter<byte>>> Replies = new()
    {
        [("V01", 0)] = output => PulseReplyWriter.Result(output, 1, "standby"),
        [("V02", 0)] = output => PulseReplyWriter.Result(output, 1, "standby"),
        [("V03", 0)] = output => PulseReplyWriter.Result(output, 2, new JsonObject
        {
            [SystemNames.State] = "on",
            [SystemNames.SerialNumber] = "2590000001",
            [SystemNames.ModelName] = "Hodr CS",
            [SystemNames.FirmwareVersion] = "2.3.19",
        }),
        [("V04", 0)] = output => PulseReplyWriter.Result(output, 3, true),
        [("V04", 1)] = output => PulseReplyWriter.PropertyChanged(output, Property(IlluminationNames.LaserPower, 40)),
        [("V05", 0)] = output => PulseReplyWriter.Result(output, 4, null),
        [("V07", 0)] = output => PulseReplyWriter.Error(
            output, 5, PulseErrorCodes.NotFound, $"Property not found: {IlluminationNames.LaserPower}"),
        [("V08", 0)] = output => PulseReplyWriter.Error(
            output, 6, PulseErrorCodes.NotFound, $"Method not found: {ImageNames.SourceList}"),
        [("V09", 0)] = output => PulseReplyWriter.Error(output, 7, PulseErrorCodes.Busy, BusyText),
        [("V09", 1)] = output => PulseReplyWriter.Error(output, 7, PulseErrorCodes.ServerError, BusyText),
        [("V10", 0)] = output => PulseReplyWriter.Result(output, 1, true),
        [("V11", 0)] = output => PulseReplyWriter.Error(output, 1, PulseErrorCodes.AccessDenied, "Access permission error"),
        [("V11", 1)] = output => PulseReplyWriter.Result(output, 1, false),
        [("V12", 0)] = output => PulseReplyWriter.Error(
            output, 1, PulseErrorCodes.AccessDenied, "Access permission error, your permission are: NO_ACCESS Rewritten: 0"),
        [("V13", 0)] = output => PulseReplyWriter.Error(output, 8, PulseErrorCodes.InvalidParameters, "Wrong parameter type"),
        [("V14", 0)] = output => PulseReplyWriter.Result(output, 9, new JsonArray("Kino {A}", "Gäste")),
        [("V15", 0)] = output =>
        {
            PulseReplyWriter.Result(output, 10, "ready");
            PulseReplyWriter.PropertyChanged(output, Property(SystemNames.State, "conditioning"));
        },
        [("V16", 0)] = output => PulseReplyWriter.PropertyChanged(
            output, Property(SystemNames.State, "on"), Property(IlluminationNames.State, "On")),
        [("V16", 1)] = output => PulseReplyWriter.Result(output, 11, "Normal"),
        [("V17", 0)] = output =>
        {
            PulseReplyWriter.Result(output, 13, "HDMI");
            PulseReplyWriter.Result(output, 12, new JsonArray("HDMI", "DisplayPort"));
        },
        [("V21", 0)] = output =>
        {
            PulseReplyWriter.Result(output, 20, "on");
            PulseReplyWriter.Result(output, 21, 0.15);
        },
        [("V22", 0)] = output => PulseReplyWriter.Result(output, "14", true),
        [("V23", 0)] = output => PulseReplyWriter.Result(
            output, 15, new JsonArray("HDMI", "DisplayPort 1", "DisplayPort 2", "HDBaseT", "SDI", "DVI 1", "DVI 2")),
        [("V24", 0)] = output => PulseReplyWriter.Result(output, 16, true),
        [("V24", 1)] = output => PulseReplyWriter.PropertyChanged(output, Property(ImageNames.Source, "")),
        [("V24", 2)] = output => PulseReplyWriter.PropertyChanged(output, Property(ImageNames.Source, "DisplayPort 2")),
        [("V25", 0)] = output => PulseReplyWriter.Error(output, PulseId.Null, PulseErrorCodes.ParseError, "Parse error"),
        [("V26", 0)] = output => PulseReplyWriter.PropertyChanged(output, Property(SystemNames.TargetState, "eco")),
        [("V26", 1)] = output => PulseReplyWriter.PropertyChanged(output, Property(SystemNames.State, "eco")),
        [("V27", 0)] = output => PulseReplyWriter.Result(output, 17, true),
        [("V27", 1)] = output => PulseReplyWriter.SignalCallback(output, Property(
            SignalNames.ObjectChanged, new JsonObject { ["object"] = "illumination.sources.laser", ["newobject"] = true })),
        [("V28", 0)] = output => PulseReplyWriter.Result(output, 18, new JsonObject
        {
            ["environment.temperature.inlet"] = 25.5,
            ["environment.temperature.mainboard"] = 40.4,
            ["environment.temperature.outlet"] = 29.4,
        }),
    };

    public static TheoryData<string, int> Lines => new(Replies.Keys);

    [Theory]
    [MemberData(nameof(Lines))]
    public void Vector_IsWrittenByteForByte(string id, int line)
    {
        var output = new ArrayBufferWriter<byte>();

        Replies[(id, line)](output);

        Assert.Equal(PulseVectors.Get(id).Device[line], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Vectors_OfWholeReplies_AreAllCovered()
    {
        var uncovered = PulseVectors.DeviceLines.Select(line => line.Data).Except(Replies.Keys).Select(line => line.Item1);

        Assert.Equal(["V18", "V20", "V20", "V20"], uncovered);
    }

    private static KeyValuePair<string, JsonNode?> Property(string name, JsonNode? value) => new(name, value);
}
