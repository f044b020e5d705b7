using System.Collections.Immutable;

namespace PluginHost.Barco.Protocol.Names;

/// <summary>Keys of the remote control (RC), the keypad (KP) and others.</summary>
internal static class RemoteKeys
{
    public const string PowerOn = "RC_POWER_ON";
    public const string PowerOff = "RC_POWER_OFF";

    public static ImmutableArray<string> All { get; } =
    [
        PowerOn, PowerOff, "RC_MENU", "RC_BACK", "RC_OK", "RC_UP", "RC_DOWN", "RC_LEFT", "RC_RIGHT",
        "RC_0", "RC_1", "RC_2", "RC_3", "RC_4", "RC_5", "RC_6", "RC_7", "RC_8", "RC_9", "RC_ASTERISK", "RC_NUMBER",
        "RC_INPUT", "RC_PATTERN", "RC_OSD", "RC_LCD", "RC_RGB", "RC_DEFAULT", "RC_ADDRESS", "RC_MACRO",
        "RC_SHUTTER_OPEN", "RC_SHUTTER_CLOSE", "RC_ZOOM_PLUS", "RC_ZOOM_MINUS", "RC_FOCUS_PLUS", "RC_FOCUS_MINUS",
        "RC_SHIFT_UP", "RC_SHIFT_DOWN", "RC_SHIFT_LEFT", "RC_SHIFT_RIGHT",
        "KP_UP", "KP_DOWN", "KP_LEFT", "KP_RIGHT", "KP_OK", "KP_BACK", "KP_MENU", "KP_POWER", "KP_STANDBY", "KP_INPUT",
        "KP_LENS", "KP_PATTERN", "KP_SHUTTER", "KP_OSD", "TP_TOUCH", "AP_POWER_OFF",
    ];
}
