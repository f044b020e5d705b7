namespace PluginHost.Barco.Protocol.Names;

internal static class SignalNames
{
    public const string ModelUpdated = "modelupdated";

    /// <summary>The key under which the manual's example calls <see cref="ModelUpdated"/> back.</summary>
    public const string ObjectChanged = "introspect.objectchanged";

    public const string NotificationEmitted = "notification.emitted";
    public const string NotificationDismissed = "notification.dismissed";
    public const string KeyEvent = "keydispatcher.keyevent";
    public const string LoggedOut = "loggedout";
}
