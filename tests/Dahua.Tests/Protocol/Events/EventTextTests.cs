using System.Text;
using PluginHost.Dahua.Protocol.Events;
using PluginHost.Dahua.Tests.Protocol.EventStream;

namespace PluginHost.Dahua.Tests.Protocol.Events;

public sealed class EventTextTests
{
    [Theory]
    [InlineData("Code=VideoMotion;action=Start;index=0", "VideoMotion Start 0")]
    [InlineData("Code=VideoMotion; action=Start; index=0\r\n", "VideoMotion Start 0")]
    [InlineData("Code=VideoMotion;action=Start;index=0; data={ }", "VideoMotion Start 0 Json { }")]
    [InlineData("Code=VideoMotion;action=Start;index=0;data={ \"Name\" : \"a;data=b;index=7\" }", "VideoMotion Start 0 Json { \"Name\" : \"a;data=b;index=7\" }")]
    [InlineData("Code=VideoMotion;action=Start;index=0;data=", "VideoMotion Start 0")]
    [InlineData("Code=VideoMotion;action=Start;index=0;data=[ 1, null, 42986015370.0 ]", "VideoMotion Start 0 Json [ 1, null, 42986015370.0 ]")]
    [InlineData("Code=VideoMotion;action=Start;index=0;data={ \"a\" : nan }", "VideoMotion Start 0 Malformed { \"a\" : nan }")]
    [InlineData("Code=BackKeyLight;action=Pulse;index=-1", "BackKeyLight Pulse -1")]
    [InlineData("Code=New;action=Begin;index=0;name=x=y;", "New Begin 0")]
    [InlineData("Code=New;index=1.5", "New  ")]
    [InlineData("Code=New;mydata=3;data=1", "New   Json 1")]
    public void Text_IsSplitAsItMustBe(string text, string expected)
    {
        Assert.True(EventText.TryRead(Encoding.UTF8.GetBytes(text), out var cameraEvent));
        Assert.Equal(expected, StreamRun.Text(cameraEvent));
    }

    [Theory]
    [InlineData("Code=;action=Start;index=0")]
    [InlineData("action=Start;index=0")]
    [InlineData("")]
    public void Text_WithoutACode_IsNoEvent(string text) => Assert.False(EventText.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Head_OfAKilobyteAndMore_IsNoEvent() =>
        Assert.False(EventText.TryRead(Encoding.UTF8.GetBytes($"Code={new string('x', 1100)};action=Start;index=0"), out _));

    /// <summary>0xFC is a letter in Latin-1 and nothing in UTF-8.</summary>
    [Fact]
    public void Data_InAnotherCodePage_CanStillBeRead()
    {
        byte[] text = [.. "Code=A;action=Start;index=0;data={ \"Name\" : \"S"u8, 0xFC, .. "d\" }"u8];

        Assert.True(EventText.TryRead(text, out var cameraEvent));
        Assert.Equal(EventDataKind.Json, cameraEvent.DataKind);
        Assert.Equal("{ \"Name\" : \"S\uFFFDd\" }", cameraEvent.DataText);
    }

    [Fact]
    public void KnownNames_AreNotMadeAnew()
    {
        Assert.True(EventText.TryRead("Code=VideoMotion;action=Start;index=0"u8, out var cameraEvent));
        Assert.Same(EventCodes.Find("VideoMotion")!.Name, cameraEvent.Code);
        Assert.Same(EventActions.Start, cameraEvent.Action);
    }

    [Fact]
    public void Events_AreEqualWhereEveryByteIs()
    {
        static CameraEvent Read(string text) => EventText.TryRead(Encoding.UTF8.GetBytes(text), out var cameraEvent) ? cameraEvent : throw new InvalidOperationException();
        var one = Read("Code=A;action=Start;index=0;data={ }\n");

        Assert.Equal(one, Read("Code=A; action=Start; index=0; data={ }\r\n\r\n"));
        Assert.Equal(one.GetHashCode(), Read("Code=A;action=Start;index=0;data={ }").GetHashCode());
        Assert.All(
            ["Code=B;action=Start;index=0;data={ }", "Code=A;action=Stop;index=0;data={ }", "Code=A;action=Start;index=1;data={ }", "Code=A;action=Start;index=0;data={}", "Code=A;action=Start;index=0"],
            other => Assert.NotEqual(one, Read(other)));
    }
}
