namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>Which methods take the keys of the remote control.</summary>
internal enum KeyMethods
{
    /// <summary>keydispatcher.postevent.</summary>
    New,

    /// <summary>keydispatcher.sendclickevent and its two siblings.</summary>
    Old,
}
