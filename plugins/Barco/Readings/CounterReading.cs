using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>Running times. Their names differ from model to model, so they are known by a part of it and by their unit.</summary>
internal sealed class CounterReading(PulseClient client, ProjectorView view)
{
    public async Task TurnAsync(Deadline deadline)
    {
        var state = view.State;
        if (!(state.Readable | state.Uncertain).HasFlag(PulsePropertyGroups.Statistics))
        {
            view.ShowUnavailable(BarcoEntities.LaserRuntime);
            view.ShowUnavailable(BarcoEntities.ProjectorRuntime);
            return;
        }

        var reply = await client.CallAsync(StatisticsNames.ListCounters, null, deadline).ConfigureAwait(false);
        if (reply.Error is null && Counter.TryParseList(reply.Result, out var counters))
        {
            Show(BarcoEntities.LaserRuntime, counters, "laser");
            Show(BarcoEntities.ProjectorRuntime, counters, "projector");
        }
    }

    private void Show(Entity entity, IReadOnlyList<Counter> counters, string part)
    {
        var hours = counters
            .Where(counter => counter.Hours is not null && counter.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(counter => counter.Name.Replace(" ", "", StringComparison.Ordinal).Contains("runtime", StringComparison.OrdinalIgnoreCase))
            .Select(counter => counter.Hours)
            .FirstOrDefault();
        if (hours is { } known)
        {
            view.Show(entity, Math.Round(known, 1));
        }
        else
        {
            view.ShowUnavailable(entity);
        }
    }
}
