using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Outputs;

/// <summary>A light on a dimmer: on and off, and a level of its own.</summary>
internal sealed class DimmedOutput(Entity light, Entity level, OutputAddress address, DimmerScale scale) : IHouseOutput
{
    private const int FullPercent = 100;

    private int Full => scale == DimmerScale.Percent ? FullPercent : byte.MaxValue;

    public IReadOnlyList<Entity> Entities { get; } = [light, level];

    public void Show(OutputImage image, IEntities entities)
    {
        var raw = Math.Min(image.SeenAt(address), Full);
        entities.Set(light.Id, raw != 0);
        entities.Set(level.Id, raw == 0 ? 0 : Math.Max(1, Math.Round((double)raw * FullPercent / Full)));
    }

    /// <summary>On is full. A level is cut to whole bytes as the public client does, but never to off.</summary>
    public OutputValue ValueFor(Command command)
    {
        var percent = command.Entity.Id == light.Id ? (command.Value.Boolean ? FullPercent : 0) : command.Value.Number;
        var raw = percent <= 0 ? 0 : Math.Max(1, (int)(percent * Full / FullPercent));
        return OutputValue.Dimmer(address, (byte)raw, (byte)Full);
    }
}
