namespace PluginHost.Barco.Protocol.Names;

/// <summary>Methods of the protocol itself, and its two notifications.</summary>
internal static class PulseMethods
{
    public const string PropertyGet = "property.get";
    public const string PropertySet = "property.set";
    public const string PropertySubscribe = "property.subscribe";
    public const string PropertyUnsubscribe = "property.unsubscribe";
    public const string PropertyChanged = "property.changed";
    public const string SignalSubscribe = "signal.subscribe";
    public const string SignalUnsubscribe = "signal.unsubscribe";
    public const string SignalCallback = "signal.callback";

    /// <summary>Argument: <c>code</c>, the PIN.</summary>
    public const string Authenticate = "authenticate";

    /// <summary>Arguments: <c>object</c>, <c>recursive</c>.</summary>
    public const string Introspect = "introspect";
}
