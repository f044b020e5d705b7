using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Switches the source. A name that the projector does not know comes back as a general error.</summary>
internal sealed class SourceCommand(PulseClient client, ProjectorView view) : IEntityCommand
{
    public async Task RunAsync(Command command, Deadline deadline)
    {
        var reply = await client.SetAsync(ImageNames.Source, command.Value.Text, deadline).ConfigureAwait(false);
        if (reply.Error is { Class: PulseErrorClass.CommandFailed } error)
        {
            command.Refuse($"The projector did not take the source '{command.Value.Text}': {error.Message}");
        }
        else if (Acknowledgement.Take(command, reply, view))
        {
            view.Show(command.Entity, command.Value);
        }
    }
}
