namespace PluginHost.Barco.Protocol;

/// <summary>How a request is wrapped. Replies are bare JSON objects in either case.</summary>
internal enum PulseFraming
{
    /// <summary>The JSON object alone.</summary>
    Raw,

    /// <summary>An HTTP POST with the JSON object as its body.</summary>
    Http,
}
