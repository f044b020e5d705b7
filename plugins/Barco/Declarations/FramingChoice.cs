namespace PluginHost.Barco.Declarations;

/// <summary>How requests are wrapped, as the settings say it.</summary>
internal enum FramingChoice
{
    /// <summary>Raw, and HTTP where raw is met with silence; what worked is remembered.</summary>
    Auto,
    Raw,
    Http,
}
