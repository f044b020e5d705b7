using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>The properties that are there whenever the projector answers.</summary>
internal static class SystemSeed
{
    public const string SerialNumber = "2590000001";
    public const string HardwareAddress = "00:04:A5:00:00:01";
    public const string FirmwareVersion = "2.5.2";
    public const string ModelName = "Balder CS";

    public static void Fill(PropertyStore store, VirtualOptions options)
    {
        ReadOnly(SystemNames.State, PropertyType.Text, "standby");
        if (options.HasTargetState)
        {
            ReadOnly(SystemNames.TargetState, PropertyType.Text, "standby");
        }

        ReadOnly(SystemNames.SerialNumber, PropertyType.Text, SerialNumber);
        ReadOnly(SystemNames.ModelName, PropertyType.Text, ModelName);
        ReadOnly(SystemNames.FirmwareVersion, PropertyType.Text, FirmwareVersion);
        ReadOnly(SystemNames.FamilyName, PropertyType.Text, "Balder");
        ReadOnly(SystemNames.ArticleNumber, PropertyType.Text, "R9000001");
        ReadOnly(SystemNames.Name, PropertyType.Text, $"{ModelName}-{SerialNumber}");
        if (options.HasHealth)
        {
            ReadOnly(SystemNames.Health, PropertyType.Text, "Normal");
        }
        else
        {
            ReadOnly(EnvironmentNames.AlarmState, PropertyType.Text, "Ok");
        }

        ReadOnly(NetworkNames.HardwareAddress, PropertyType.Text, HardwareAddress);
        ReadOnly(NetworkNames.HostName, PropertyType.Text, $"balder-{SerialNumber}");
        ReadOnly(SystemNames.EcoAvailable, PropertyType.Flag, true);
        ReadOnly(SystemNames.StandbyAvailable, PropertyType.Flag, true);
        ReadOnly("user.authenticationrequired", PropertyType.Flag, options.AuthMode != AuthMode.Open);
        ReadOnly("user.pincodeauthenticationenabled", PropertyType.Flag, true);
        ReadOnly(UserInterfaceNames.NotificationCount, PropertyType.Integer(0, int.MaxValue), 0);
        Writable(SystemNames.EcoEnable, PropertyType.Flag, true);
        Writable(SystemNames.StandbyEnable, PropertyType.Flag, true);
        Writable(SystemNames.OperationalMode, PropertyType.Choice("normal", "silent", "longlife", "highbrightness"), "normal");
        Writable(UserInterfaceNames.StealthMode, PropertyType.Choice("Off", "On", "OnUntilReboot"), "Off");
        Reading(EnvironmentNames.InletTemperature, 22.6);
        Reading(EnvironmentNames.OutletTemperature, 28.1);
        Reading(EnvironmentNames.MainboardTemperature, 34.5);

        void ReadOnly(string name, PropertyType type, JsonNode value) =>
            store.Add(new VirtualProperty(name, PulsePropertyGroups.System, type, isWritable: false, value));

        void Writable(string name, PropertyType type, JsonNode value) =>
            store.Add(new VirtualProperty(name, PulsePropertyGroups.System, type, isWritable: true, value));

        void Reading(string name, double value) =>
            store.Add(new VirtualProperty(name, PulsePropertyGroups.Statistics, PropertyType.Float(-40, 150), isWritable: false, value));
    }
}
