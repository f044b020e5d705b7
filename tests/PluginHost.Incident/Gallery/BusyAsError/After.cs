using System.Text;
using System.Text.Json;

namespace PluginHost.Incident.Gallery.BusyAsError.After;

#region shown
internal sealed class ProjectorConnection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
{
    private const int BusyTransitioning = -32009;

    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromSeconds(2), PollAsync)];

    private async Task PollAsync(Deadline deadline)
    {
        using var answer = Budget.Start(deadline);
        await stream.Output.WriteAsync(Encoding.UTF8.GetBytes("{\"method\":\"property.get\"}\n"), deadline.Token);
        using var reply = JsonDocument.Parse(await stream.Input.ReadLineAsync(answer));
        if (reply.RootElement.TryGetProperty("error", out var error))
        {
            throw error.GetProperty("code").GetInt32() == BusyTransitioning
                ? new DeviceBusyException("The projector is changing its state.")
                : ConnectionEndedException.ProtocolBroken($"The projector answered {error.GetProperty("code")}.");
        }

        attempt.Entities.Set("state", reply.RootElement.GetProperty("result").GetString()!);
    }

    public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
#endregion
