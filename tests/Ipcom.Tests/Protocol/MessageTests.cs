using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Tests.Protocol;

/// <summary>The messages are built as the vectors say, and read back.</summary>
public sealed class MessageTests
{
    private static readonly BusAddress Minido = BusAddress.Of(BusKind.Minido, 1);

    [Fact]
    public void Login_IsV01()
    {
        var message = new byte[LoginRequest.Length];
        LoginRequest.Write("driver", "s3cret-01", 1, message);

        Assert.Equal(IpcomVectors.Get("V01").Plain, message);
        Assert.True(LoginRequest.TryRead(message, out var user, out var password));
        Assert.Equal(("driver", "s3cret-01"), (user, password));
    }

    [Theory]
    [InlineData("123456789012345678901", true)]
    [InlineData("1234567890123456789012", false)]
    [InlineData("Zoë", false)]
    [InlineData("a\tb", false)]
    public void UserName_MustFitItsField(string user, bool fits)
    {
        Assert.Equal(fits, LoginRequest.Fits(user, LoginRequest.LongestUser));
        if (!fits)
        {
            Assert.Throws<ArgumentException>(() => LoginRequest.Write(user, "", 1, new byte[LoginRequest.Length]));
        }
    }

    [Fact]
    public void Password_MayHave22Letters()
    {
        var message = new byte[LoginRequest.Length];
        LoginRequest.Write("u", new string('p', LoginRequest.LongestPassword), 1, message);

        Assert.True(LoginRequest.TryRead(message, out _, out var password));
        Assert.Equal(22, password.Length);
        Assert.Throws<ArgumentException>(() => LoginRequest.Write("u", new string('p', 23), 1, message));
    }

    [Fact]
    public void LoginAnswer_IsV02()
    {
        var message = new byte[LoginAnswer.Length];
        LoginAnswer.Write("0000"u8, IpcomVectors.KeyA, message);

        Assert.Equal(IpcomVectors.Get("V02").Plain, message);
        Assert.Equal(IpcomVectors.KeyA, LoginAnswer.KeyOf(message).ToArray());
    }

    [Fact]
    public void ShortMessages_AreV03V07V08()
    {
        Assert.Equal(IpcomVectors.Get("V03").Plain, ShortMessages.Poll.ToArray());
        Assert.Equal(IpcomVectors.Get("V07").Plain, ShortMessages.KeepAlive.ToArray());
        Assert.Equal(IpcomVectors.Get("V08").Plain, ShortMessages.Disconnect.ToArray());
    }

    [Fact]
    public void Snapshot_IsV05()
    {
        var values = new byte[Snapshot.Values];
        values[new OutputAddress(1, 1).Index] = 255;
        values[new OutputAddress(3, 4).Index] = 255;
        values[new OutputAddress(5, 8).Index] = 255;
        values[new OutputAddress(6, 1).Index] = 30;
        values[new OutputAddress(6, 2).Index] = 50;
        values[new OutputAddress(16, 8).Index] = 1;
        var message = new byte[Snapshot.Length];
        Snapshot.Write(values, message);

        Assert.Equal(IpcomVectors.Get("V05").Plain, message);
        Assert.Equal(values, Snapshot.ValuesOf(message).ToArray());
    }

    [Theory]
    [InlineData("V10", 3, new byte[] { 0, 0, 0, 255, 0, 0, 0, 0 })]
    [InlineData("V11", 3, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V12", 3, new byte[] { 0, 255, 0, 255, 0, 0, 0, 0 })]
    [InlineData("V13", 3, new byte[] { 0, 255, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V14", 6, new byte[] { 30, 50, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V15", 2, new byte[] { 127, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V16", 5, new byte[] { 0, 0, 0, 0, 0, 0, 0, 255 })]
    [InlineData("V17", 5, new byte[] { 0, 0, 0, 0, 0, 0, 255, 0 })]
    [InlineData("V18", 5, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V20", 3, new byte[] { 0, 0, 0, 255, 0, 0, 0, 0 })]
    public void Write_IsThatOfTheVector(string id, int module, byte[] values) => Check(id, Minido, module, values);

    [Fact]
    public void Write_ForABiBus_IsV19() => Check("V19", BusAddress.Of(BusKind.BiBus, 1), 3, [0, 0, 0, 255, 0, 0, 0, 0]);

    [Fact]
    public void Write_ForBusZero_LeavesTheByteOut()
    {
        var bus = BusAddress.Of(BusKind.BiBus, 0);
        var message = new byte[OutputWrite.MaxLength];
        Assert.Equal(16, OutputWrite.Write(bus, 16, [1, 2, 3, 4, 5, 6, 7, 8], message));

        Assert.Equal(OutputWrite.FrameStart, message[2]);
        Assert.True(OutputWrite.TryRead(message.AsSpan(0, 16), bus, out var module, out var values));
        Assert.Equal(16, module);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], values.ToArray());
    }

    [Fact]
    public void Write_WithAnyOtherByteIsNotTaken()
    {
        var message = IpcomVectors.Get("V12").Plain;
        for (var at = 0; at < message.Length; at++)
        {
            // Address and sender have no check of their own.
            var spoiled = (byte[])[.. message];
            spoiled[at] ^= 0x40;
            Assert.Equal(at == 5, OutputWrite.TryRead(spoiled, Minido, out _, out _));
        }

        Assert.False(OutputWrite.TryRead(message.AsSpan(0, 16), Minido, out _, out _));
    }

    private static void Check(string id, BusAddress bus, int module, byte[] values)
    {
        var message = new byte[OutputWrite.MaxLength];
        var length = OutputWrite.Write(bus, module, values, message);

        Assert.Equal(IpcomVectors.Get(id).Plain, message[..length]);
        Assert.True(OutputWrite.TryRead(message.AsSpan(0, length), bus, out var read, out var readValues));
        Assert.Equal(module, read);
        Assert.Equal(values, readValues.ToArray());
    }
}
