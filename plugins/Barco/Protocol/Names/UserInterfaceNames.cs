namespace PluginHost.Barco.Protocol.Names;

/// <summary>On-screen display, blanking, notices and the remote's keys.</summary>
internal static class UserInterfaceNames
{
    public const string OnScreenDisplay = "ui.osd";
    public const string ToggleOnScreenDisplay = "ui.toggleosd";
    public const string ToggleMenu = "ui.togglemenu";

    /// <summary>Off, On or OnUntilReboot.</summary>
    public const string StealthMode = "ui.stealthmode";

    public const string BlankEnable = "ui.layer.blank.enable";
    public const string BlankShow = "ui.layer.blank.show";

    /// <summary>A method: objects with <c>severity</c>, <c>code</c> and <c>message</c>.</summary>
    public const string NotificationList = "notification.list";
    public const string NotificationCount = "notification.count";

    /// <summary>A method of newer firmware; arguments <c>eventtype</c>, such as CLICKED, and <c>key</c>.</summary>
    public const string PostKeyEvent = "keydispatcher.postevent";

    /// <summary>A method of older firmware; argument <c>key</c>.</summary>
    public const string SendClickEvent = "keydispatcher.sendclickevent";

    /// <summary>A method of older firmware; argument <c>key</c>.</summary>
    public const string SendPressEvent = "keydispatcher.sendpressevent";

    /// <summary>A method of older firmware; argument <c>key</c>.</summary>
    public const string SendReleaseEvent = "keydispatcher.sendreleaseevent";
}
