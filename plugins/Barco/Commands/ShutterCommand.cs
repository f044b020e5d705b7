using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Opens or closes the shutter, which knows no position in between.</summary>
internal sealed class ShutterCommand(PulseClient client, ProjectorView view) : IEntityCommand
{
    public async Task RunAsync(Command command, Deadline deadline)
    {
        // The projector wants exactly these capitals.
        var target = command.Value.ToString() switch
        {
            "open" or "100" => "Open",
            "close" or "0" => "Closed",
            _ => null,
        };
        if (target is null)
        {
            command.Refuse("The shutter is either open (100) or closed (0).");
            return;
        }

        var reply = await client.SetAsync(OpticsNames.ShutterTarget, target, deadline).ConfigureAwait(false);
        Acknowledgement.Take(command, reply, view);
    }
}
