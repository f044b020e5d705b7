using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>State, target state and health; everything else follows from the state.</summary>
internal sealed class StateReading(PulseClient client, ProjectorView view, bool subscribes)
{
    /// <summary>Notifications do the work; this notices the ones that were lost, and a connection that is dead.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly string[] Names =
        [SystemNames.State, SystemNames.TargetState, SystemNames.Health, EnvironmentNames.AlarmState];

    private readonly WatchedProperties _properties = new(client, subscribes);
    private bool _signalAsked;

    /// <summary>Whether the state is told by the projector, so that what is known is true.</summary>
    public bool IsCertain => _properties.IsNotified;

    public async Task<RhythmTurn> TurnAsync(Deadline deadline)
    {
        if (subscribes && !_signalAsked)
        {
            // Refused or not: without the signal a change of state still has everything read anew.
            await client.SubscribeSignalAsync(SignalNames.ModelUpdated, deadline).ConfigureAwait(false);
            _signalAsked = true;
            if (!deadline.AllowsAnother())
            {
                return RhythmTurn.NextIn(Soon);
            }
        }

        var isComplete = await _properties.ReadAsync(Names, Take, deadline).ConfigureAwait(false);
        return RhythmTurn.NextIn(!isComplete ? Soon : IsCertain ? SafetyNet : view.State.PollInterval);
    }

    /// <summary>Reads the state alone, before a command that depends on it.</summary>
    /// <exception cref="ConnectionEndedException">The projector does not tell its state any more.</exception>
    public async Task ReadNowAsync(Deadline deadline)
    {
        var reply = await client.GetAsync([SystemNames.State, SystemNames.TargetState], deadline).ConfigureAwait(false);
        if (reply.Error is { Class: PulseErrorClass.State })
        {
            // Old firmware without a target state may refuse both because of it.
            reply = await client.GetAsync([SystemNames.State], deadline).ConfigureAwait(false);
        }

        if (reply.Error is { Class: PulseErrorClass.Busy } busy)
        {
            throw new DeviceBusyException($"The projector is busy: {busy.Message}");
        }

        if (reply.Result.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in reply.Result.EnumerateObject())
            {
                Take(value.Name, value.Value);
            }
        }
    }

    private void Take(string name, JsonElement? value)
    {
        if (name == SystemNames.State && value is null)
        {
            throw ConnectionEndedException.Lost("The projector does not tell its state any more; its login may have expired.");
        }

        view.Take(name, value);
    }
}
