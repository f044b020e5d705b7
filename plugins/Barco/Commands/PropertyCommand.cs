using System.Text.Json.Nodes;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Sets a property; once acknowledged, the value is shown without waiting for the notification.</summary>
internal sealed class PropertyCommand(PulseClient client, ProjectorView view, string property) : IEntityCommand
{
    public async Task RunAsync(Command command, Deadline deadline)
    {
        JsonNode value = command.Value.Kind switch
        {
            EntityValueKind.Boolean => command.Value.Boolean,
            EntityValueKind.Number => command.Value.Number,
            _ => command.Value.Text,
        };
        if (Acknowledgement.Take(command, await client.SetAsync(property, value, deadline).ConfigureAwait(false), view))
        {
            view.Show(command.Entity, command.Value);
        }
    }
}
