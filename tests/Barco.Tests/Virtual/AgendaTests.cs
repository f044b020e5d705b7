using PluginHost.Barco.Virtual.Timing;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Virtual;

public sealed class AgendaTests
{
    [Fact]
    public async Task Entries_RunAtTheirTimeAndInTheirOrder()
    {
        var time = new FakeTimeProvider();
        var agenda = new Agenda(time);
        var done = new List<string>();
        var start = time.GetUtcNow();
        using var stop = new CancellationTokenSource();
        var running = agenda.RunAsync(stop.Token);
        foreach (var (name, seconds) in new[] { ("late", 2), ("first", 1), ("second", 1) })
        {
            agenda.Add(start + TimeSpan.FromSeconds(seconds), _ =>
            {
                done.Add(name);
                return Task.CompletedTask;
            });
        }

        await time.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(done);
        time.Advance(TimeSpan.FromSeconds(1));
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "second"], done);
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => agenda.Count == 0 && done.Count == 3, "the last entry");

        await stop.CancelAsync();
        await running;
    }
}
