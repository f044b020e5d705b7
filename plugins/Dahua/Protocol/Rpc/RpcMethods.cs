namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>The calls that a session needs.</summary>
internal static class RpcMethods
{
    /// <summary>Begins a session, in two steps.</summary>
    public const string Login = "global.login";

    /// <summary>Ends it.</summary>
    public const string Logout = "global.logout";

    /// <summary>Keeps it.</summary>
    public const string KeepAlive = "global.keepAlive";

    /// <summary>Asks for events.</summary>
    public const string Attach = "eventManager.attach";

    /// <summary>With it the device tells events.</summary>
    public const string NotifyEvents = "client.notifyEventStream";
}
