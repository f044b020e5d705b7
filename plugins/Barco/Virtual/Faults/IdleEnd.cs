namespace PluginHost.Barco.Virtual.Faults;

/// <summary>How and when an idle connection ends: <c>fin</c>, <c>rst</c> or <c>vanish</c>, and a time after a colon.</summary>
internal static class IdleEnd
{
    private static readonly TimeSpan DefaultTime = TimeSpan.FromMilliseconds(500);

    public static (DeliveryEnd Kind, TimeSpan After) Parse(string? value)
    {
        var parts = value?.Split(':', 2) ?? [];
        var kind = FaultValue.Word(VirtualFaults.CloseIdle, parts.ElementAtOrDefault(0), "fin", "rst", "vanish") switch
        {
            "fin" => DeliveryEnd.Fin,
            "rst" => DeliveryEnd.Reset,
            _ => DeliveryEnd.Silence,
        };
        return (kind, FaultValue.Time(VirtualFaults.CloseIdle, parts.ElementAtOrDefault(1), DefaultTime));
    }
}
