namespace PluginHost.Runtime.Devices.Entities;

/// <summary>The board as one connection sees it: what it says after its end is ignored.</summary>
internal sealed class ConnectionEntities(EntityBoard board, long connection) : IEntities
{
    public void Declare(params IReadOnlyList<Entity> entities) => board.Declare(connection, entities);

    public void Set(string id, EntityValue value, bool outlivesConnection = false) =>
        board.Set(connection, id, value, isAvailable: true, outlivesConnection);

    public void SetUnavailable(string id) => board.Set(connection, id, EntityValue.Nothing, isAvailable: false, outlives: false);

    public void Report(DeviceEvent happened) => board.Report(connection, happened);
}
