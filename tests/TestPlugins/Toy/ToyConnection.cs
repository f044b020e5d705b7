using System.Globalization;
using System.Text;
using PluginHost;

namespace Toy;

internal sealed class ToyConnection(IConnectionContext attempt, IStreamTransport stream) : IDeviceConnection
{
    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private readonly ToySin _sin = attempt.Settings.Get(ToyDriver.Sin);
    private int _turns;

    public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromMilliseconds(200), ReadStateAsync)];

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        var command = commands[0];
        var answer = await AskAsync($"SET {command.Entity.Id} {command.Value}", deadline);
        switch (answer)
        {
            case "OK" when command.Entity.Kind != EntityKind.Button: attempt.Entities.Set(command.Entity.Id, command.Value); break;
            case "OK": break;
            case "BUSY": command.Busy("The toy is dancing."); break;
            case "REFUSED": command.Refuse("The toy does not want to."); break;
            default: command.Fail($"The toy answered '{answer}'."); break;
        }
    }

    public Task CloseAsync(Deadline deadline) => _sin is ToySin.HangsClosing or ToySin.HangsLeaving ? NeverAsync() : Task.CompletedTask;

    public ValueTask DisposeAsync() => _sin switch
    {
        ToySin.Leaks => ValueTask.CompletedTask,
        ToySin.HangsLeaving => new ValueTask(NeverAsync()),
        _ => stream.DisposeAsync(),
    };

    internal async Task<string> AskAsync(string request, Deadline deadline)
    {
        using var answer = Budget.Start(deadline);
        await stream.Output.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), deadline.Token);
        return await stream.Input.ReadLineAsync(answer);
    }

    private Task NeverAsync() => Task.Delay(Timeout.InfiniteTimeSpan, attempt.Time, CancellationToken.None);

    private async Task ReadStateAsync(Deadline deadline)
    {
        if ((await AskAsync("GET", deadline)).Split(' ') is not ["STATE", var power, var level])
        {
            throw ConnectionEndedException.ProtocolBroken("The toy did not tell its state.");
        }

        attempt.Entities.Set("power", power == "true");
        attempt.Entities.Set("level", double.Parse(level, CultureInfo.InvariantCulture));
        attempt.Entities.Set("turns", ++_turns);
    }
}
