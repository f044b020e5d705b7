using System.Buffers;
using PluginHost.Dahua.Protocol.Events;
using PluginHost.Dahua.Tests.Protocol.EventStream;

namespace PluginHost.Dahua.Tests.Protocol.Events;

public sealed class EventCodesTests
{
    [Fact]
    public void Codes_StandInTheTableOnce() =>
        Assert.Equal(EventCodes.All.Count, EventCodes.All.DistinctBy(code => code.Name).Count());

    [Theory]
    [InlineData("VideoMotion", nameof(EventNature.Level), nameof(EventIndexKind.Channel))]
    [InlineData("AlarmLocal", nameof(EventNature.Level), nameof(EventIndexKind.Terminal))]
    [InlineData("StorageFailure", nameof(EventNature.Level), nameof(EventIndexKind.Device))]
    [InlineData("BackKeyLight", nameof(EventNature.Momentary), nameof(EventIndexKind.Door))]
    [InlineData("VideoMotionInfo", nameof(EventNature.Noise), nameof(EventIndexKind.Channel))]
    public void Code_IsKnown(string name, string nature, string indexKind)
    {
        var code = EventCodes.Find(name)!;
        Assert.Equal((nature, indexKind), (code.Nature.ToString(), code.IndexKind.ToString()));
        Assert.Same(code, EventCodes.Find(name.AsSpan()));
    }

    [Fact]
    public void Code_InOtherLetters_IsAnother() => Assert.Null(EventCodes.Find("videomotion"));

    [Fact]
    public void PressOfADoorStation_RingsOnce()
    {
        var input = new ReadOnlySequence<byte>(StreamVectors.Get("V15").Bytes);
        var reader = StreamRun.Reader();
        var rings = new List<string>();
        while (reader.TryTake(ref input, out var cameraEvent))
        {
            if (RingSignals.Has(cameraEvent!))
            {
                rings.Add($"{cameraEvent!.Code} {cameraEvent.Action}");
            }
        }

        // All of them within a second: one ring.
        Assert.Equal(["_DoTalkAction_ Pulse", "CallNoAnswered Start", "PhoneCallDetect Start"], rings);
        Assert.Equal(TimeSpan.FromSeconds(5), RingSignals.OneRing);
    }

    [Theory]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data={ \"State\" : 1 }", true)]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data={ \"State\" : 2.0 }", true)]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data={ \"State\" : 8 }", false)]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data={ \"State\" : \"1\" }", false)]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data=[ 1 ]", false)]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1;data={ \"State\" : 1", false)]
    [InlineData("Code=Invite;action=Pulse;index=0", true)]
    [InlineData("Code=_DoTalkAction_;action=Pulse;index=0;data={ \"Action\" : \"Hangup\" }", false)]
    [InlineData("Code=CallNoAnswered;action=Stop;index=0", false)]
    public void Signal_OfEachModel_IsKnown(string text, bool rings)
    {
        Assert.True(EventText.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out var cameraEvent));
        Assert.Equal(rings, RingSignals.Has(cameraEvent));
    }
}
