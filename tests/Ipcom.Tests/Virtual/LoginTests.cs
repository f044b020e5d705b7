using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Tests.Protocol;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>Who is let in, and how the others are turned away.</summary>
public sealed class LoginTests
{
    private static readonly byte[] Refusal = IpcomVectors.Get("V09").Wire;

    private static readonly byte[] RightLogin = IpcomVectors.Get("V01").Plain;

    public static TheoryData<string, byte[]> Wrong => new()
    {
        { "another user", Login("nobody", "s3cret-01") },
        { "another password", Login("driver", "s3cret-02") },
        { "a longer password", Login("driver", "s3cret-012") },
        { "no tag", [.. RightLogin[..2], .. new byte[26], .. RightLogin[28..]] },
        { "another version", [1, 1, .. RightLogin[2..]] },
        { "a frame around it", [0x23, 1, 0, 57, .. RightLogin, 0] },
        { "a poll", [5, 1] },
        { "a keep-alive", [3, 1] },
        { "a write", IpcomVectors.Get("V10").Plain },
        { "nonsense", [0xff] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WhateverIsNoRightLogin_IsRefused(string what, byte[] plain)
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.ConnectAsync();

        await client.SayAsync(plain);

        await client.ExpectAsync(Refusal);
        await client.ExpectEndAsync();
        Assert.True(controller.Counters.LoggedIn == 0, what);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(0)]
    public async Task GarbledLogin_IsRefused(int at)
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.ConnectAsync();
        var wire = (byte[])[.. IpcomVectors.Get("V01").Wire];
        wire[at] ^= 0x40;

        await client.SendAsync(wire);

        await client.ExpectAsync(Refusal);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task LoginUnderAnEarlierKey_IsRefused()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var client = await controller.ConnectAsync();
        client.TakeKey(IpcomVectors.Get("V02").Plain);

        await client.SayAsync(RightLogin);

        await client.ExpectAsync(Refusal);
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("bad-login=goodbye", "0eea")]
    [InlineData("bad-login=keyed", "7ee3")]
    [InlineData("bad-login=clear", "0201")]
    [InlineData("bad-login=unknown", "5ac3")]
    [InlineData("bad-login=close", "")]
    public async Task BadLogin_IsRefusedAsSet(string knob, string answer)
    {
        await using var controller = await RunningController.StartAsync($"key=a {knob}");
        using var client = await controller.ConnectAsync();

        await client.SayAsync(Login("driver", "wrong"));

        await client.ExpectAsync(Convert.FromHexString(answer));
        await client.ExpectEndAsync();
        Assert.Equal((1, 0), (controller.Counters.Logins, controller.Counters.LoggedIn));
    }

    [Theory]
    [InlineData("bad-login=silence", "driver", "wrong")]
    [InlineData("no-login=silence", "", "")]
    public async Task SilentRefusal_LeavesTheConnectionForAnotherTry(string knob, string user, string password)
    {
        await using var controller = await RunningController.StartAsync(knob);
        using var client = await controller.ConnectAsync();

        await client.SayAsync(user.Length > 0 ? Login(user, password) : [5, 1]);
        await controller.UntilAsync(seen => seen.BytesReceived > 0, "it has read that");
        await client.LogInAsync();

        await client.PollAsync();
    }

    [Fact]
    public async Task Goodbye_BeforeALogin_ClosesWithoutAnAnswer()
    {
        await using var controller = await RunningController.StartAsync();
        using var client = await controller.ConnectAsync();

        await client.SayAsync(ShortMessages.Disconnect);

        await client.ExpectEndAsync();
        Assert.Equal(1, controller.Counters.Goodbyes);
    }

    [Fact]
    public async Task ShortAnswer_HandsOutNoKey()
    {
        await using var controller = await RunningController.StartAsync("short-login-answer=true");
        using var client = await controller.ConnectAsync();

        await client.SendAsync(IpcomVectors.Get("V01").Wire);
        Assert.Equal([1, 1, 0], await client.HearAsync(LoginAnswer.ShortLength));
        client.GoClear();

        Assert.Equal(new byte[Snapshot.Values], await client.PollAsync());
    }

    [Fact]
    public async Task UnitWithoutCipher_SaysGoodbyeInClear_AndTakesAClearLogin()
    {
        await using var controller = await RunningController.StartAsync("secure=false");
        using var enciphered = await controller.ConnectAsync();
        await enciphered.SendAsync(IpcomVectors.Get("V01").Wire);
        await enciphered.ExpectAsync([2, 1]);
        await enciphered.ExpectEndAsync();

        using var clear = await controller.ConnectAsync();
        clear.GoClear();
        await clear.SayAsync(RightLogin);

        Assert.Equal([1, 1], (await clear.HearAsync(LoginAnswer.Length))[..2]);
        await clear.PollAsync();
    }

    [Fact]
    public async Task NewKey_HoldsFromTheNextLoginOn()
    {
        await using var controller = await RunningController.StartAsync("key=a");
        using var before = await controller.LogInAsync();
        controller.Device.NewKey();
        using var after = await controller.LogInAsync();
        controller.Device.UseKey(IpcomVectors.KeyB);
        using var last = await controller.LogInAsync();

        Assert.Equal(IpcomVectors.KeyA, before.Cipher.Key.ToArray());
        Assert.NotEqual(IpcomVectors.KeyA, after.Cipher.Key.ToArray());
        Assert.Equal(IpcomVectors.KeyB, last.Cipher.Key.ToArray());
        await before.PollAsync();
        Assert.Throws<ArgumentException>(() => controller.Device.UseKey(new byte[3]));
    }

    private static byte[] Login(string user, string password)
    {
        var message = new byte[LoginRequest.Length];
        LoginRequest.Write(user, password, 1, message);
        return message;
    }
}
