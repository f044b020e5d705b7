using System.Text;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Barco.Tests.Protocol;

namespace PluginHost.Barco.Tests.Virtual;

public sealed class VirtualFaultTests
{
    private static readonly PulseVector Read = PulseVectors.Get("V01");

    [Fact]
    public async Task Truncate_SendsTheBeginningThenCloses()
    {
        await using var projector = With("truncate=29");
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Read.Client[0]);

        await client.ExpectAsync(PulseVectors.Get("V18").Device[0]);
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("garbage=noise", 0)]
    [InlineData("http-error", 2)]
    public async Task Garbage_SendsTheVectorsBytes(string fault, int line)
    {
        await using var projector = With(fault);
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Read.Client[0]);

        await client.ExpectAsync(PulseVectors.Get("V20").Device[line]);
    }

    [Fact]
    public async Task Reset_EndsTheConnectionHard()
    {
        await using var projector = With("reset");
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Read.Client[0]);

        var ended = await Assert.ThrowsAsync<ConnectionEndedException>(() => client.ReceiveAsync(1));
        Assert.Equal(ConnectionEnd.Lost, ended.End);
    }

    [Fact]
    public async Task WrongId_AnswersUnderAnother()
    {
        await using var projector = With("wrong-id");
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Read.Client[0]);

        await client.ExpectAsync("""{"jsonrpc":"2.0","id":999999,"result":"standby"}"""u8.ToArray());
    }

    [Fact]
    public async Task Mute_AtItsOccasionOnly_LeavesTheOthersAnswered()
    {
        await using var projector = With("mute@1");
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(Read.Client[0]);
        await client.SendAsync(PulseVectors.Get("V08").Client[0]);

        await client.ExpectAsync(PulseVectors.Get("V08").Device[0]);
    }

    [Fact]
    public async Task CloseIdle_ClosesWhoSaysNothing()
    {
        await using var projector = With("close-idle=fin:100ms");
        await using var client = await projector.ConnectAsync();

        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("second-connection")]
    [InlineData("second-connection=rst")]
    public async Task SecondConnection_IsTurnedAwayWhileTheFirstIsServed(string fault)
    {
        await using var projector = With(fault);
        await using var first = await projector.ConnectAsync();
        await first.SendAsync(Read.Client[0]);
        await first.ExpectAsync(Read.Device[0]);
        await using var second = await projector.ConnectAsync();

        var end = await Record.ExceptionAsync(second.ExpectEndAsync);

        Assert.Equal(fault.EndsWith("rst", StringComparison.Ordinal), end is ConnectionEndedException);
        await first.SendAsync(Read.Client[0]);
        await first.ExpectAsync(Read.Device[0]);
    }

    [Theory]
    [InlineData("busy", "ready")]
    [InlineData("busy=conditioning", "conditioning")]
    [InlineData("busy=30s", "ready")]
    public async Task Busy_RefusesPowerAndNothingElse(string fault, string towards)
    {
        await using var projector = With(fault);
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(PulseVectors.Get("V09").Client[0]);
        await client.ExpectAsync(Encoding.UTF8.GetBytes(
            $$$"""{"jsonrpc":"2.0","id":7,"error":{"code":-32009,"message":"Ignored POWER_ON event, busy transitioning to {{{towards}}}"}}"""));
        await client.SendAsync(Read.Client[0]);
        await client.ExpectAsync(Read.Device[0]);
    }

    [Fact]
    public async Task LoginTruncate_SendsHalfThenCloses()
    {
        await using var projector = With("login-truncate");
        await using var client = await projector.ConnectAsync();

        await client.SendAsync(PulseVectors.Get("V10").Client[0]);

        await client.ExpectAsync(PulseVectors.Get("V10").Device[0][..19]);
        await client.ExpectEndAsync();
    }

    private static Simulated With(string fault)
    {
        var projector = new Simulated();
        projector.Faults.Set(FaultRequest.Parse(fault));
        return projector;
    }
}
