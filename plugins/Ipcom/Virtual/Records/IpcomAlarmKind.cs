namespace PluginHost.Ipcom.Virtual;

/// <summary>What threatened a shutter's motor.</summary>
public enum IpcomAlarmKind
{
    /// <summary>A write asked for both relays of a pair.</summary>
    Write,

    /// <summary>Both relays of a pair were on.</summary>
    State,
}
