namespace PluginHost.Dahua.Protocol.Events;

/// <summary>What an event says of its code. Spelled exactly so; a device may have others.</summary>
internal static class EventActions
{
    /// <summary>A level begins.</summary>
    public const string Start = "Start";

    /// <summary>A level ends.</summary>
    public const string Stop = "Stop";

    /// <summary>Something happened.</summary>
    public const string Pulse = "Pulse";

    /// <summary>How things are, told over and over.</summary>
    public const string State = "State";
}
