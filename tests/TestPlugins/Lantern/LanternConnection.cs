using System.Text;
using PluginHost;

namespace Lantern;

internal sealed class LanternConnection(IConnectionContext attempt, IStreamTransport stream, HandOverKind kind, bool asks) : IResumableConnection
{
    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    private bool _isGivenUp;

    public IReadOnlyList<Rhythm> Rhythms =>
        kind == HandOverKind.Overlap ? [] : [Rhythm.Every("state", TimeSpan.FromMilliseconds(50), ReadStateAsync)];

    public async Task ListenAsync(CancellationToken stop)
    {
        if (kind == HandOverKind.Overlap)
        {
            await stream.Output.WriteAsync("LISTEN\n"u8.ToArray(), stop);
            while (await stream.Input.ReadLineAsync(stop) is { } number)
            {
                attempt.Entities.Report(new DeviceEvent("bell", number));
            }
        }
    }

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        await AskAsync($"LIGHT {commands[0].Value}", deadline);
        attempt.Entities.Set("light", commands[0].Value);
    }

    public Task<HandOverState> SuspendAsync(Deadline deadline)
    {
        _isGivenUp = true;
        return Task.FromResult(new HandOverState(1, default, [stream]));
    }

    public ValueTask DisposeAsync() => _isGivenUp ? ValueTask.CompletedTask : stream.DisposeAsync();

    private async Task ReadStateAsync(Deadline deadline) => attempt.Entities.Set("light", await AskAsync("LIGHT?", deadline) == "true");

    private async Task<string> AskAsync(string request, Deadline deadline)
    {
        using var answer = Budget.Start(deadline);
        if (asks)
        {
            await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
        }

        return await stream.Input.ReadLineAsync(answer);
    }
}
