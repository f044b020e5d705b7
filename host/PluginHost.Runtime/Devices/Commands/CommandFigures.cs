namespace PluginHost.Runtime.Devices.Commands;

/// <summary>How a device's commands did: counts since the start, and how long the last 256 took.</summary>
internal sealed class CommandFigures
{
    private const int Kept = 256;

    private readonly Lock _lock = new();
    private readonly Queue<double> _last = new();
    private long _sent;
    private long _failed;

    public void Count(CommandAnswer answer)
    {
        lock (_lock)
        {
            _sent++;
            if (answer.Status != CommandAnswerStatus.Completed)
            {
                _failed++;
                return;
            }

            _last.Enqueue(answer.Elapsed.TotalMilliseconds);
            if (_last.Count > Kept)
            {
                _last.Dequeue();
            }
        }
    }

    public CommandCounts Read()
    {
        lock (_lock)
        {
            var sorted = _last.Order().ToList();
            return new CommandCounts(_sent, _failed, At(sorted, 0.5), At(sorted, 0.99));
        }
    }

    private static double? At(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))], 1);
}
