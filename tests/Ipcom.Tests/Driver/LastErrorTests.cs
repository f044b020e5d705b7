using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>What a person reads when the device is away: it must tell what to look at.</summary>
public sealed class LastErrorTests
{
    private static readonly Func<DriverPlan, DriverPlan> Once =
        plan => plan with { CredentialTries = 1, Backoff = new Backoff { First = TimeSpan.FromMinutes(1), Cap = TimeSpan.FromMinutes(1) } };

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "'HTTP/1.1 400 Bad Request'")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "'SSH-2.0-OpenSSH_9.9'")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0046\u0000\u0000", "9 bytes that begin with 1503030002024600")]
    public async Task AnotherProtocol_IsNotTakenForARefusalAndIsQuoted(string greeting, string quoted)
    {
        using var listener = Listen(backlog: 1);
        var answering = AnswerAsync(listener, greeting);

        await using var bench = await AwayAsync(new() { Settings = Address(listener), Change = Once });

        Assert.Equal($"What answers there is no IPCom controller: it met the login with {quoted}. Check 'host' and 'port'.", bench.Host.Device.LastError);
        await answering;
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task HostThatIsOff_IsNamedWithItsPort()
    {
        // A full backlog is a peer that never answers.
        using var listener = Listen(backlog: 0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!);

        await using var bench = await AwayAsync(new() { Settings = Address(listener), Change = Once });

        Assert.Equal($"{listener.LocalEndPoint} did not take a connection within 5 s.", bench.Host.Device.LastError);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("mute-login", "The controller did not answer the login within 5 s.")]
    [InlineData("half-login", "The controller's answer to the login stopped after 67 of 135 bytes.")]
    [InlineData("refuse-login=close", "The controller closed the connection instead of answering the login.")]
    [InlineData("mute=poll", "The controller fell silent. No answer began within 5 s.")]
    [InlineData("half-frame", "The controller fell silent. The answer stopped half-way: nothing came for 5 s.")]
    public async Task ControllerThatMisbehaves_IsDescribed(string fault, string expected)
    {
        await using var bench = await AwayAsync(new() { Faults = [fault], Change = Once });

        Assert.Equal(expected, bench.Host.Device.LastError);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("refuse-login")]
    [InlineData("mute=poll")]
    public async Task AttemptThatFails_ClosesItsConnectionItself(string fault)
    {
        await using var bench = await ControllerBench.StartAsync(new() { Faults = [fault], Change = Once });

        await bench.UntilAsync(() => bench.Host.Device.Status is DeviceStatus.AuthFailed or DeviceStatus.Backoff, "it is away");

        Assert.DoesNotContain(bench.Host.Logs.Entries, entry => entry.Message.Contains("left open", StringComparison.Ordinal));
    }

    private static async Task<ControllerBench> AwayAsync(BenchOptions options)
    {
        var bench = await ControllerBench.StartAsync(options);
        await bench.Host.WaitForAsync(DeviceStatus.Backoff);
        return bench;
    }

    private static Socket Listen(int backlog)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        return listener;
    }

    private static Dictionary<string, string> Address(Socket listener) =>
        new() { ["port"] = ((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture) };

    private static async Task AnswerAsync(Socket listener, string greeting)
    {
        using var peer = await listener.AcceptAsync();
        await peer.ReceiveAsync(new byte[64]);
        await peer.SendAsync(greeting.Select(letter => (byte)letter).ToArray());
        await peer.ReceiveAsync(new byte[64]);
    }
}
