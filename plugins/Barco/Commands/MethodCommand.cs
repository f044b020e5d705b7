using System.Text.Json.Nodes;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Calls a method, for controls that have no value of their own.</summary>
internal sealed class MethodCommand(PulseClient client, ProjectorView view, string method, Func<EntityValue, JsonNode> parameters) : IEntityCommand
{
    public async Task RunAsync(Command command, Deadline deadline) => Acknowledgement.Take(
        command, await client.CallAsync(method, parameters(command.Value), deadline).ConfigureAwait(false), view);
}
