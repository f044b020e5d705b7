using System.Text;
using PluginHost;

namespace Lantern;

internal sealed class LanternConnection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
{
    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromMilliseconds(50), ReadStateAsync)];

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        await AskAsync($"LIGHT {commands[0].Value}", deadline);
        attempt.Entities.Set("light", commands[0].Value);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task ReadStateAsync(Deadline deadline) => attempt.Entities.Set("light", await AskAsync("LIGHT?", deadline) == "true");

    private async Task<string> AskAsync(string request, Deadline deadline)
    {
        using var answer = Budget.Start(deadline);
        await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
        return await stream.Input.ReadLineAsync(answer);
    }
}
