using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>Login, power, identity, sensors and counters.</summary>
internal static class SystemMethods
{
    public static void AddTo(MethodTable table)
    {
        table.AddQuery(PulseMethods.Authenticate, PulsePropertyGroups.None, Authenticate);
        AddPower(table, SystemNames.PowerOn, "POWER_ON", (power, now) => power.PowerOn(now));
        AddPower(table, SystemNames.PowerOff, "POWER_OFF", (power, now) => power.PowerOff(now));
        AddPower(table, SystemNames.GoToReady, "GOTO_READY", (power, now) => power.GoToReady(now));
        AddPower(table, SystemNames.GoToEco, "GOTO_ECO", (power, now) => power.GoToEco(now));
        table.AddControl(SystemNames.Activity, PulsePropertyGroups.System, _ => CallAnswer.Null);
        table.AddQuery(SystemNames.GetIdentifications, PulsePropertyGroups.System, _ => CallAnswer.Of(new JsonObject
        {
            ["Identification"] = SystemSeed.ModelName,
            ["IdentificationFamily"] = "Balder",
            ["SerialNumber"] = SystemSeed.SerialNumber,
            ["version"] = SystemSeed.FirmwareVersion,
        }));
        table.AddQuery(EnvironmentNames.GetControlBlocks, PulsePropertyGroups.Statistics, ControlBlocks);
        table.AddQuery(StatisticsNames.ListCounters, PulsePropertyGroups.Statistics, _ => CallAnswer.Of(new JsonArray(
            Counter("statistics.laserruntime", 1234, "hours"),
            Counter("statistics.projectorruntime", 5678, "hours"),
            Counter("statistics.uptime", 86400, "seconds"))));
    }

    private static void AddPower(MethodTable table, string method, string happening, Action<PowerMachine, DateTimeOffset> act) =>
        table.AddControl(method, PulsePropertyGroups.None, call =>
        {
            if (call.Model.Power.IsChanging)
            {
                return Busy(call.Model.Options.BusyReply, happening, call.Model.Power.BusyName);
            }

            act(call.Model.Power, call.Now);
            return CallAnswer.Null;
        });

    /// <summary>What a power command meets in a transition.</summary>
    public static CallAnswer Busy(BusyReply reply, string happening, string towards)
    {
        var text = $"Ignored {happening} event, busy transitioning to {towards}";
        return reply switch
        {
            BusyReply.Busy => CallAnswer.Error(PulseErrorCodes.Busy, text),
            BusyReply.ServerError => CallAnswer.Error(PulseErrorCodes.ServerError, text),
            _ => CallAnswer.Null,
        };
    }

    /// <summary>How this projector refuses a login.</summary>
    public static CallAnswer RefusePin(WrongPinReply reply) => reply switch
    {
        WrongPinReply.AccessError => CallAnswer.Error(PulseErrorCodes.AccessDenied, "Access permission error"),
        WrongPinReply.ServerError => CallAnswer.Error(PulseErrorCodes.ServerError, "bad pin"),
        _ => CallAnswer.Of(false),
    };

    private static CallAnswer Authenticate(Call call)
    {
        var options = call.Model.Options;
        if (!call.Request.TryGetArgument("code", 0, out var code))
        {
            return CallAnswer.WrongType;
        }

        int? pin = code.ValueKind switch
        {
            JsonValueKind.Number when options.PinType != PinType.Text && code.TryGetInt32(out var number) => number,
            JsonValueKind.String when options.PinType != PinType.Integer
                && int.TryParse(code.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            JsonValueKind.String when options.PinType != PinType.Integer => -1,
            _ => null,
        };
        if (pin is null)
        {
            return CallAnswer.WrongType;
        }

        if (pin != options.Pin)
        {
            return RefusePin(options.WrongPin);
        }

        call.Client.IsAuthenticated = true;
        return CallAnswer.True;
    }

    private static CallAnswer ControlBlocks(Call call)
    {
        var isTemperature = call.Request.TryGetArgument("valuetype", 1, out var kind)
            && kind.ValueKind == JsonValueKind.String
            && kind.GetString() == "Temperature";
        var readings = new JsonObject();
        foreach (var property in call.Model.Properties.All.Where(
            property => isTemperature && property.Name.StartsWith("environment.temperature.", StringComparison.Ordinal)))
        {
            readings[property.Name[..^".value".Length]] = property.Value?.DeepClone();
        }

        return CallAnswer.Of(readings);
    }

    private static JsonNode Counter(string name, int value, string unit) =>
        new JsonObject { ["name"] = name, ["value"] = value, ["unit"] = unit };
}
