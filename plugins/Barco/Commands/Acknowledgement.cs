using System.Text.Json;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Turns a reply into the outcome of a command.</summary>
internal static class Acknowledgement
{
    /// <param name="command">Takes its outcome.</param>
    /// <param name="reply">What the projector said to it.</param>
    /// <param name="view">Where an entity that turns out to be absent is shown as such.</param>
    /// <returns>Whether the projector accepted it.</returns>
    public static bool Take(Command command, PulseReply reply, ProjectorView view)
    {
        if (reply.Error is not { } error)
        {
            if (reply.Result.ValueKind == JsonValueKind.False)
            {
                command.Fail("The projector did not accept it.");
                return false;
            }

            command.Complete();
            return true;
        }

        switch (error.Class)
        {
            case PulseErrorClass.Busy:
                command.Busy($"The projector is busy: {error.Message}");
                break;
            case PulseErrorClass.State:
                if (command.Entity.Id != BarcoEntities.Power.Id)
                {
                    view.ShowUnavailable(command.Entity);
                }

                command.Refuse($"The projector has no such control while it is {view.State.Name}.");
                break;
            case PulseErrorClass.Auth:
                command.Refuse("The projector allows this only after a login with enough rights; check the setting 'pin'.");
                break;
            case PulseErrorClass.Permanent:
                command.Refuse($"The projector does not take this: {error.Message} ({error.Code}).");
                break;
            default:
                command.Fail($"The projector could not do it: {error.Message} ({error.Code}).");
                break;
        }

        return false;
    }
}
