namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>What needs a login.</summary>
internal enum AuthMode
{
    /// <summary>Nothing.</summary>
    Open,

    /// <summary>Everything that changes something.</summary>
    Control,

    /// <summary>Everything but the login.</summary>
    All,
}
