using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>On-screen display, notices and the remote's keys.</summary>
internal static class InterfaceMethods
{
    public static void AddTo(MethodTable table, KeyMethods keys)
    {
        ImageMethods.AddToggle(table, UserInterfaceNames.ToggleOnScreenDisplay, UserInterfaceNames.OnScreenDisplay);
        table.AddControl(UserInterfaceNames.ToggleMenu, PulsePropertyGroups.Image, _ => CallAnswer.Null);
        table.AddQuery(UserInterfaceNames.NotificationList, PulsePropertyGroups.System, _ => CallAnswer.Of(new JsonArray()));
        if (keys == KeyMethods.New)
        {
            table.AddControl(UserInterfaceNames.PostKeyEvent, PulsePropertyGroups.System, call =>
                call.TryGetText("eventtype", out var kind)
                && kind is "PRESS" or "RELEASE" or "REPEAT" or "CLICKED"
                && call.Request.TryGetArgument("key", 1, out var key)
                && key.ValueKind == JsonValueKind.String
                    ? Press(call, key.GetString()!)
                    : CallAnswer.WrongType);
        }
        else
        {
            foreach (var method in new[]
            {
                UserInterfaceNames.SendClickEvent, UserInterfaceNames.SendPressEvent, UserInterfaceNames.SendReleaseEvent,
            })
            {
                table.AddControl(method, PulsePropertyGroups.System, call =>
                    call.TryGetText("key", out var key) ? Press(call, key) : CallAnswer.WrongType);
            }
        }
    }

    private static CallAnswer Press(Call call, string key)
    {
        if (!RemoteKeys.All.Contains(key))
        {
            return CallAnswer.Error(PulseErrorCodes.InvalidParameters, $"Unknown key: {key}");
        }

        switch (key)
        {
            case RemoteKeys.PowerOn when !call.Model.Power.IsChanging:
                call.Model.Power.PowerOn(call.Now);
                break;
            case RemoteKeys.PowerOff when !call.Model.Power.IsChanging:
                call.Model.Power.PowerOff(call.Now);
                break;
        }

        return CallAnswer.True;
    }
}
