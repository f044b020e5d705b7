using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>A light or an appliance on a relay.</summary>
internal sealed class SwitchedOutput(Entity entity, OutputAddress address) : IHouseOutput
{
    public IReadOnlyList<Entity> Entities { get; } = [entity];

    public void Show(OutputImage image, IEntities entities) => entities.Set(entity.Id, image.SeenAt(address) != 0);

    public OutputValue ValueFor(Command command) => OutputValue.Relay(address, command.Value.Boolean);
}
