using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Readings;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Commands;

/// <summary>Which command serves which entity.</summary>
internal sealed class CommandTable
{
    private readonly FrozenDictionary<string, IEntityCommand> _commands;

    public CommandTable(PulseClient client, ProjectorView view, StateReading state)
    {
        var commands = new Dictionary<string, IEntityCommand>(StringComparer.Ordinal)
        {
            [BarcoEntities.Power.Id] = new PowerCommand(client, view, state),
            [BarcoEntities.Source.Id] = new SourceCommand(client, view),
            [BarcoEntities.Shutter.Id] = new ShutterCommand(client, view),
            [BarcoEntities.Remote.Id] = new RemoteCommand(client, view),
            [BarcoEntities.Preset.Id] = new MethodCommand(client, view, ProfileNames.ActivatePreset, value =>
                new JsonObject { ["preset"] = int.Parse(value.Text, CultureInfo.InvariantCulture) }),
            [BarcoEntities.Profile.Id] = new MethodCommand(client, view, ProfileNames.ActivateProfile, value =>
                new JsonObject { ["name"] = value.Text }),
        };
        foreach (var binding in PropertyBindings.Picture.Where(binding => binding.Entity.IsWritable && binding.Entity.Kind != EntityKind.Cover))
        {
            commands[binding.Entity.Id] = new PropertyCommand(client, view, binding.Property);
        }

        foreach (var step in LensSteps.All)
        {
            commands[step.Entity] = new MethodCommand(client, view, step.Motor + step.Method, _ => new JsonObject { ["steps"] = 1 });
        }

        _commands = commands.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public Task RunAsync(Command command, Deadline deadline) => _commands[command.Entity.Id].RunAsync(command, deadline);
}
