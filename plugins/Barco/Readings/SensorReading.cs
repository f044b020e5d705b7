using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>Temperatures: by name, or from the list of all sensors where a model lacks the names.</summary>
internal sealed class SensorReading(PulseClient client, ProjectorView view)
{
    private const string ValueSuffix = ".value";

    private static readonly string[] Names = [.. PropertyBindings.Sensors.Select(binding => binding.Property)];

    private readonly PropertyBatch _batch = new(client);
    private string? _state;
    private bool _areNamesKnown;

    public async Task TurnAsync(Deadline deadline)
    {
        var state = view.State;
        if (!(state.Readable | state.Uncertain).HasFlag(PulsePropertyGroups.Statistics))
        {
            foreach (var binding in PropertyBindings.Sensors)
            {
                view.ShowUnavailable(binding.Entity);
            }

            return;
        }

        if (state.Name != _state)
        {
            _batch.Forget();
            _state = state.Name;
        }

        if (!await _batch.ReadAsync(Names, Take, deadline).ConfigureAwait(false) || _areNamesKnown || !deadline.AllowsAnother())
        {
            return;
        }

        var reply = await client.CallAsync(
            EnvironmentNames.GetControlBlocks,
            new JsonObject { ["type"] = "Sensor", ["valuetype"] = "Temperature" },
            deadline).ConfigureAwait(false);
        if (reply.Error is null && ControlBlocks.TryParse(reply.Result, out var readings))
        {
            foreach (var binding in PropertyBindings.Sensors)
            {
                if (readings.TryGetValue(binding.Property[..^ValueSuffix.Length], out var reading))
                {
                    view.Show(binding.Entity, reading);
                }
            }
        }
    }

    private void Take(string name, JsonElement? value)
    {
        _areNamesKnown |= value is not null;
        if (value is not null || _areNamesKnown)
        {
            view.Take(name, value);
        }
    }
}
