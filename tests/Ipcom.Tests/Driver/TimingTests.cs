using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Ipcom.Virtual;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>How soon things happen, by a clock that both sides share and that stands while anything moves.</summary>
public sealed class TimingTests
{
    /// <summary>The clock may take a step or two while a message is under way.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private static BenchOptions OneClock => new() { IsFake = true, Knobs = { ["latency"] = "0ms", ["apply-delay"] = "0ms" } };

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task FirstState_IsThereWithASecondAndAChangeAfterOnePoll()
    {
        await using var bench = await ControllerBench.OnlineAsync(OneClock);
        await bench.Host.WaitForAsync("m1-o1", false);
        var login = bench.Messages(IpcomMessageKind.Login)[0].At;
        Assert.InRange(bench.Messages(IpcomMessageKind.Poll)[0].At - login, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        for (var i = 0; i < 10; i++)
        {
            var changed = bench.Time.GetUtcNow();
            bench.Controller.SetOutput(1, 1, i % 2 == 0 ? (byte)255 : (byte)0);
            await bench.Host.WaitForAsync("m1-o1", i % 2 == 0);
            Assert.InRange(bench.Host.Find("m1-o1")!.UpdatedAt!.Value - changed, TimeSpan.Zero, TimeSpan.FromMilliseconds(450) + Slack);
        }
    }

    [Fact]
    [Trait("Scenario", "S5")]
    public async Task Command_IsWrittenAtOnce()
    {
        await using var bench = await ControllerBench.OnlineAsync(OneClock);

        for (var i = 0; i < 20; i++)
        {
            var sent = bench.Time.GetUtcNow();
            await bench.CompleteAsync("m1-o1", i % 2 == 0);
            Assert.InRange(bench.Controller.Writes[^1].At - sent, TimeSpan.Zero, TimeSpan.FromMilliseconds(100) + Slack);
            await bench.PassAsync(TimeSpan.FromMilliseconds(250));
        }
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("frame")]
    [Trait("Scenario", "S6")]
    public async Task NextRequest_WaitsForTheAnswerToAWrite(string answer)
    {
        await using var bench = await ControllerBench.OnlineAsync(new() { Knobs = { ["write-answer"] = answer, ["latency"] = "20ms" } });

        for (var output = 1; output <= 5; output++)
        {
            await bench.CompleteAsync($"m1-o{output}", true);
        }

        var messages = bench.Controller.Messages;
        foreach (var (write, next) in messages.Zip(messages.Skip(1)).Where(pair => pair.First.Kind == IpcomMessageKind.Frame))
        {
            Assert.Equal(IpcomMessageKind.Poll, next.Kind);
            Assert.InRange(next.At - write.At, TimeSpan.FromMilliseconds(answer == "silence" ? 35 : 15), TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public async Task PollsBetweenCommands_KeepTheirBeat()
    {
        await using var bench = await ControllerBench.OnlineAsync(OneClock);
        await bench.PassAsync(TimeSpan.FromSeconds(2));
        await bench.CompleteAsync("m1-o1", true);
        await bench.PassAsync(TimeSpan.FromSeconds(3));

        var polls = bench.Messages(IpcomMessageKind.Poll);
        var longest = polls.Zip(polls.Skip(1), (one, next) => next.At - one.At).Max();
        // A beat that is left out makes it at least 600 ms.
        Assert.InRange(longest, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(350) + (2 * Slack));
    }
}
