using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;
using PluginHost.Ipcom.Virtual;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>A session from login to goodbye, byte for byte.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task Session_UnderKeyA_IsThatOfTheVectors()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        foreach (var (module, output, value) in new[] { (1, 1, 255), (3, 4, 255), (5, 8, 255), (6, 1, 30), (6, 2, 50), (16, 8, 1) })
        {
            controller.Device.SetOutput(module, output, (byte)value);
        }

        using var client = await controller.ConnectAsync();
        await client.SendAsync(Wire("V01"));
        await client.ExpectAsync(Wire("V02"));
        await client.SendAsync(Wire("V03"));
        await client.ExpectAsync(Wire("V05"));
        await client.SendAsync(Wire("V11"));
        client.TakeKey(IpcomVectors.Get("V02").Plain);
        Assert.Equal([4, 1, 0x23, 0, 0x3e, 2, 0x21, 0x21], await client.HearAsync(8));
        await client.SendAsync(Wire("V10"));
        await client.ReceiveAsync(8);
        await client.SendAsync(Wire("V03"));
        await client.ExpectAsync(Wire("V05"));
        await client.SendAsync(Wire("V07"));
        await client.ExpectAsync(Wire("V07"));
        await client.SendAsync(Wire("V08"));
        await client.ExpectEndAsync();

        Assert.Equal(
            [IpcomMessageKind.Login, IpcomMessageKind.Poll, IpcomMessageKind.Frame, IpcomMessageKind.Frame, IpcomMessageKind.Poll, IpcomMessageKind.KeepAlive, IpcomMessageKind.Goodbye],
            controller.Device.Messages.Select(message => message.Kind));
        Assert.Equal(Wire("V10"), controller.Device.Messages[3].Wire.ToArray());
        Assert.Equal(IpcomVectors.Get("V10").Plain, controller.Device.Messages[3].Plain.ToArray());
    }

    [Fact]
    public async Task Session_UnderKeyB_PollsWithOtherBytes()
    {
        await using var controller = await RunningController.StartAsync("key=b");
        using var client = await controller.LogInAsync();
        foreach (var (module, output, value) in new[] { (1, 1, 255), (3, 4, 255), (5, 8, 255), (6, 1, 30), (6, 2, 50), (16, 8, 1) })
        {
            controller.Device.SetOutput(module, output, (byte)value);
        }

        await client.SendAsync(Wire("V04"));
        await client.ExpectAsync(Wire("V06"));
        await client.SendAsync(Wire("V20"));
        await client.ReceiveAsync(8);

        Assert.Equal(255, controller.Device[3, 4]);
    }

    [Theory]
    [InlineData("V10", 3, new byte[] { 0, 0, 0, 255, 0, 0, 0, 0 })]
    [InlineData("V12", 3, new byte[] { 0, 255, 0, 255, 0, 0, 0, 0 })]
    [InlineData("V13", 3, new byte[] { 0, 255, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V14", 6, new byte[] { 30, 50, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V15", 2, new byte[] { 127, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("V16", 5, new byte[] { 0, 0, 0, 0, 0, 0, 0, 255 })]
    [InlineData("V17", 5, new byte[] { 0, 0, 0, 0, 0, 0, 255, 0 })]
    public async Task Write_SetsAllOutputsOfItsModule(string id, int module, byte[] values)
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.LogInAsync();

        await client.SendAsync(Wire(id));
        await client.ReceiveAsync(8);

        Assert.Equal(values, (await client.PollAsync())[((module - 1) * 8)..(module * 8)]);
        var write = Assert.Single(controller.Device.Writes);
        Assert.Equal((1, module), (write.Client, write.Module));
        Assert.Equal(values, write.Values.ToArray());
    }

    [Fact]
    public async Task Write_ForABiBus_HasAnotherAddress()
    {
        await using var controller = await RunningController.StartAsync("key=a bus-kind=bi-bus");
        using var client = await controller.LogInAsync();

        await client.SendAsync(Wire("V10"));
        await client.SendAsync(Wire("V19"));
        await client.ReceiveAsync(8);

        Assert.Equal(255, controller.Device[3, 4]);
        Assert.Equal((2, 1), (controller.Counters.Messages(IpcomMessageKind.Frame), controller.Counters.Writes));
    }

    [Fact]
    public async Task DriverSettings_LogIn()
    {
        await using var controller = await RunningController.StartAsync("username=ann password=pass-2");
        using var client = await controller.ConnectAsync();
        var login = new byte[LoginRequest.Length];
        LoginRequest.Write(controller.DriverSettings["username"], controller.DriverSettings["password"], 1, login);

        await client.SayAsync(login);
        client.TakeKey(await client.HearAsync(LoginAnswer.Length));

        Assert.Equal(new byte[Snapshot.Values], await client.PollAsync());
        Assert.Equal(("127.0.0.1", "ann", "pass-2"), (controller.DriverSettings["host"], controller.DriverSettings["username"], controller.DriverSettings["password"]));
    }

    [Fact]
    public async Task RandomKeys_DifferByLogin()
    {
        await using var controller = await RunningController.StartAsync();
        using var first = await controller.LogInAsync();
        using var second = await controller.LogInAsync();

        Assert.NotEqual(first.Cipher.Key.ToArray(), second.Cipher.Key.ToArray());
        await first.PollAsync();
        await second.PollAsync();
    }

    private static byte[] Wire(string id) => IpcomVectors.Get(id).Wire;
}
