namespace PluginHost.Testing;

/// <summary>How a proxied connection ended.</summary>
public enum ProxyEnd
{
    /// <summary>It has not.</summary>
    Open,

    /// <summary>Orderly, by FIN.</summary>
    Fin,

    /// <summary>By RST, from either side or from the proxy.</summary>
    Reset,
}
