using PluginHost.Ipcom.Covers;

namespace PluginHost.Ipcom.Declarations;

/// <summary>What people see of a shutter: the shutter, and which way it goes.</summary>
internal sealed record CoverEntities
{
    public const string Opening = "opening";
    public const string Closing = "closing";
    public const string Stopped = "stopped";
    public const string Fault = "fault";

    public CoverEntities(string id, string name)
    {
        Cover = Entity.Cover(id) with { Name = name, DeviceClass = "shutter" };
        Movement = Entity.Sensor($"{id}-movement") with { Name = $"{name} movement", DeviceClass = "enum", Options = [Opening, Closing, Stopped, Fault] };
    }

    public Entity Cover { get; }

    public Entity Movement { get; }

    public IEnumerable<Entity> All => [Cover, Movement];

    /// <summary>Shows where the cover is, as far as it is known, and which way it goes.</summary>
    public void Show(Cover cover, IEntities entities)
    {
        entities.Set(Cover.Id, cover.Position is { } position ? Math.Round(position) : EntityValue.Nothing);
        entities.Set(Movement.Id, cover.IsFaulty ? Fault : cover.Direction switch
        {
            CoverDirection.Up => Opening,
            CoverDirection.Down => Closing,
            _ => Stopped,
        });
    }
}
