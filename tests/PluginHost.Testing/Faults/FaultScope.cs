namespace PluginHost.Testing;

/// <summary>Which connections a fault is applied to.</summary>
[Flags]
public enum FaultScope
{
    /// <summary>Those accepted from now on.</summary>
    New = 1,

    /// <summary>Those open now.</summary>
    Existing = 2,

    /// <summary>Both.</summary>
    All = New | Existing,
}
