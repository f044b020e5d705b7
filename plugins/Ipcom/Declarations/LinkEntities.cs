namespace PluginHost.Ipcom.Declarations;

/// <summary>How good the connection is, for people who look for a fault.</summary>
internal static class LinkEntities
{
    public static Entity RoundTripMedian { get; } = Milliseconds("round-trip-p50", "Round trip, median");

    public static Entity RoundTripWorst { get; } = Milliseconds("round-trip-p99", "Round trip, 99th percentile");

    public static Entity MissedPolls { get; } = Entity.Sensor("missed-polls");

    public static Entity Reconnects { get; } = Entity.Sensor("reconnects");

    public static IReadOnlyList<Entity> All { get; } = [RoundTripMedian, RoundTripWorst, MissedPolls, Reconnects];

    public static IReadOnlySet<string> Ids { get; } = All.Select(entity => entity.Id).ToHashSet();

    private static Entity Milliseconds(string id, string name) => Entity.Sensor(id) with { Name = name, Unit = "ms", DeviceClass = "duration" };
}
