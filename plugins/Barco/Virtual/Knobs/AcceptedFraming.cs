namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>Which request forms are answered; the other one meets silence.</summary>
internal enum AcceptedFraming
{
    Both,
    RawOnly,
    HttpOnly,
}
