using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Session;

namespace PluginHost.Barco.Readings;

/// <summary>
/// Reads many properties with few requests, whether the projector leaves absent ones out of its answer or refuses the
/// whole list because of them. What was found absent is not asked for again until <see cref="Forget"/>.
/// </summary>
internal sealed class PropertyBatch(PulseClient client)
{
    /// <summary>Per call, so that a hunt for absent names never holds up a command for long; the next call goes on.</summary>
    private const int MostExchanges = 4;

    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);
    private readonly Queue<string[]> _work = new();

    /// <summary>The projector changed: what was absent may be there.</summary>
    public void Forget()
    {
        _absent.Clear();
        _work.Clear();
    }

    /// <param name="names">What to read, unless an earlier call left work.</param>
    /// <param name="take">Takes each value as it comes, and null for what is absent.</param>
    /// <param name="deadline">Bounds the exchanges.</param>
    /// <returns>Whether all names have been answered.</returns>
    /// <exception cref="DeviceBusyException">The projector refuses to answer in its present transition.</exception>
    public async Task<bool> ReadAsync(IEnumerable<string> names, Action<string, JsonElement?> take, Deadline deadline)
    {
        if (_work.Count == 0)
        {
            Enqueue([.. names.Except(_absent)]);
        }

        for (var exchange = 0; IsAllowed(exchange, deadline) && _work.TryPeek(out var group); exchange++)
        {
            var reply = await client.GetAsync(group, deadline).ConfigureAwait(false);
            if (reply.Error is { Class: PulseErrorClass.Busy } busy)
            {
                throw new DeviceBusyException($"The projector is busy: {busy.Message}");
            }

            _work.Dequeue();
            if (reply.Error is { Class: PulseErrorClass.State } error && TryNarrow(group, error.Message, out var culprits))
            {
                GiveUp(culprits, take);
            }
            else if (reply.Error is null && reply.Result.ValueKind == JsonValueKind.Object)
            {
                TakeAll(group, reply.Result, take);
            }
            else if (reply.Error is not { Class: PulseErrorClass.State })
            {
                GiveUp(group, take);
            }
        }

        return _work.Count == 0;
    }

    private static bool IsAllowed(int exchange, Deadline deadline) =>
        exchange == 0 || (exchange < MostExchanges && deadline.AllowsAnother());

    /// <returns>Whether it is known who is absent; otherwise both halves of the group are asked for next.</returns>
    private bool TryNarrow(string[] group, string message, out string[] culprits)
    {
        var named = group.Where(name => message.EndsWith(name, StringComparison.Ordinal)).MaxBy(name => name.Length);
        culprits = named is not null ? [named] : group.Length == 1 ? group : [];
        if (culprits.Length > 0)
        {
            Enqueue([.. group.Except(culprits)]);
            return true;
        }

        Enqueue(group[..(group.Length / 2)]);
        Enqueue(group[(group.Length / 2)..]);
        return false;
    }

    private void GiveUp(string[] names, Action<string, JsonElement?> take)
    {
        foreach (var name in names)
        {
            _absent.Add(name);
            take(name, null);
        }
    }

    private static void TakeAll(string[] names, JsonElement values, Action<string, JsonElement?> take)
    {
        foreach (var name in names)
        {
            take(name, values.TryGetProperty(name, out var value) ? value : null);
        }
    }

    private void Enqueue(string[] names)
    {
        if (names.Length > 0)
        {
            _work.Enqueue(names);
        }
    }
}
