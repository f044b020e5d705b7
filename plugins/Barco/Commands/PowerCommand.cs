using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Readings;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>
/// Power on and off, each sent at most once per command: a projector in a transition drops it and says so, and sending it
/// again does not help. Off is sent only to a projector that is on, because a further one steps down to standby and eco.
/// </summary>
internal sealed class PowerCommand(PulseClient client, ProjectorView view, StateReading state) : IEntityCommand
{
    public async Task RunAsync(Command command, Deadline deadline)
    {
        var on = command.Value.Boolean;

        // In a transition an answer takes seconds, and a power command is refused as busy anyway: no time for a question.
        if (!state.IsCertain || (!on && !view.State.IsTransition))
        {
            await state.ReadNowAsync(deadline).ConfigureAwait(false);
        }

        if (view.IsPoweredOn == on || (!on && view.State == PulseState.Deconditioning))
        {
            command.Complete();
            return;
        }

        var reply = await client.CallAsync(on ? SystemNames.PowerOn : SystemNames.PowerOff, null, deadline).ConfigureAwait(false);
        if (Acknowledgement.Take(command, reply, view) && !state.IsCertain)
        {
            view.ReadStateSoon();
        }
    }
}
