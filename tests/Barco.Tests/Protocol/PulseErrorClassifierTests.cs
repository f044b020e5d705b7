using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class PulseErrorClassifierTests
{
    [Theory]
    [InlineData("V07", 0, nameof(PulseErrorClass.State))]
    [InlineData("V08", 0, nameof(PulseErrorClass.State))]
    [InlineData("V09", 0, nameof(PulseErrorClass.Busy))]
    [InlineData("V09", 1, nameof(PulseErrorClass.Busy))]
    [InlineData("V11", 0, nameof(PulseErrorClass.Auth))]
    [InlineData("V12", 0, nameof(PulseErrorClass.Auth))]
    [InlineData("V13", 0, nameof(PulseErrorClass.Permanent))]
    [InlineData("V25", 0, nameof(PulseErrorClass.Permanent))]
    public void Classify_Vector_HasItsClass(string id, int line, string expected)
    {
        var reply = Assert.IsType<PulseReply>(Assert.Single(ReaderRun.Messages(PulseVectors.Get(id).Device[line])));

        Assert.Equal(expected, reply.Error?.Class.ToString());
        Assert.Equal(id == "V25", reply.Error?.ClosesConnection);
    }

    [Theory]
    [InlineData(-32009, "", nameof(PulseErrorClass.Busy))]
    [InlineData(-32009, "Something else", nameof(PulseErrorClass.Busy))]
    [InlineData(-32000, "Ignored POWER_OFF event, busy transitioning to off", nameof(PulseErrorClass.Busy))]
    [InlineData(-32000, "ignored SOURCE event, BUSY TRANSITIONING to conditioning", nameof(PulseErrorClass.Busy))]
    [InlineData(-32601, "Ignored POWER_ON event, busy transitioning to ready", nameof(PulseErrorClass.Busy))]
    [InlineData(-32001, "Ignored POWER_ON event, busy transitioning to ready", nameof(PulseErrorClass.Busy))]
    [InlineData(-32000, "Could not set source!", nameof(PulseErrorClass.CommandFailed))]
    [InlineData(-32000, "", nameof(PulseErrorClass.CommandFailed))]
    [InlineData(-32000, "Source not found", nameof(PulseErrorClass.CommandFailed))]
    [InlineData(-32000, "The method failed", nameof(PulseErrorClass.CommandFailed))]
    [InlineData(-32000, "Method \"list\" does not exist on interface \"image.source\"", nameof(PulseErrorClass.State))]
    [InlineData(-32000, "Method \"list\" with signature \"\" on interface \"image.source\" doesn't exist", nameof(PulseErrorClass.State))]
    [InlineData(-32000, "No such interface 'optics.shutter'", nameof(PulseErrorClass.State))]
    [InlineData(-32601, "", nameof(PulseErrorClass.State))]
    [InlineData(-32001, "", nameof(PulseErrorClass.Auth))]
    [InlineData(-32602, "Wrong parameter type", nameof(PulseErrorClass.Permanent))]
    [InlineData(-32600, "Invalid request", nameof(PulseErrorClass.Permanent))]
    [InlineData(-32700, "busy transitioning", nameof(PulseErrorClass.Permanent))]
    [InlineData(-32603, "Internal error", nameof(PulseErrorClass.CommandFailed))]
    [InlineData(1, "bad pin", nameof(PulseErrorClass.CommandFailed))]
    public void Classify_CodeAndText_HaveOneClass(int code, string message, string expected) =>
        Assert.Equal(expected, PulseErrorClassifier.Classify(code, message).ToString());

    [Theory]
    [InlineData(-32001, "Access permission error", nameof(PulseErrorClass.Auth))]
    [InlineData(-32000, "bad pin", nameof(PulseErrorClass.Auth))]
    [InlineData(-32602, "Wrong parameter type", nameof(PulseErrorClass.Auth))]
    [InlineData(-32601, "Method not found: authenticate", nameof(PulseErrorClass.Auth))]
    [InlineData(-32009, "Ignored POWER_ON event, busy transitioning to ready", nameof(PulseErrorClass.Busy))]
    [InlineData(-32000, "Ignored POWER_ON event, busy transitioning to ready", nameof(PulseErrorClass.Busy))]
    public void ClassifyLogin_AnythingButBusy_IsARefusal(int code, string message, string expected) =>
        Assert.Equal(expected, PulseErrorClassifier.ClassifyLogin(code, message).ToString());

    [Theory]
    [InlineData(-32600, true)]
    [InlineData(-32700, true)]
    [InlineData(-32601, false)]
    [InlineData(-32602, false)]
    [InlineData(-32000, false)]
    [InlineData(-32001, false)]
    [InlineData(-32009, false)]
    public void ClosesConnection_OnlyWhereTheDeviceLostTrack(int code, bool expected) =>
        Assert.Equal(expected, PulseErrorClassifier.ClosesConnection(code));
}
