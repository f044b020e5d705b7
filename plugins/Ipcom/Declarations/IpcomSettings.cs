using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Declarations;

/// <summary>The settings of a controller. The three maps are those of the reference integration's <c>devices.yaml</c>.</summary>
internal static class IpcomSettings
{
    public static Setting<string> Host { get; } = Setting.Required("host", "Name or address of the controller.");

    public static Setting<int> Port { get; } = Setting.Integer("port", 5000, 1, 65535, "TCP port of the controller.");

    public static Setting<string> UserName { get; } = Setting.Required("username", "The user, at most 21 ASCII letters.");

    public static Setting<string> Password { get; } = Setting.RequiredSecret("password", "The password, at most 22 ASCII letters.");

    public static Setting<int> Bus { get; } = Setting.Integer("bus", 1, 0, 255, "The number of the bus that the login names.");

    public static Setting<BusKind> BusType { get; } = Setting.Choice("bus_type", BusKind.Minido, "What the modules are wired to.");

    public static Setting<SettingNode> Modules { get; } = Setting.Tree(
        "modules", "What each module is, by its number: exo8, exo-dim, exo-store or dim255. Needed for dimmers that are no ExoDim.");

    public static Setting<TimeSpan> TravelTime { get; } = Setting.Duration(
        "travel_time", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(10), "From closed to open, for every shutter that has none of its own; 0s when it is not known.");

    public static Setting<TimeSpan> DeadTime { get; } = Setting.Duration(
        "dead_time", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), "How long a shutter's motor stands still before it turns round.");

    public static Setting<int> Module { get; } = Setting.RequiredInteger("module", 1, OutputAddress.Modules, "The module.");

    public static Setting<int> Output { get; } = Setting.RequiredInteger("output", 1, OutputAddress.OutputsPerModule, "The output of the module.");

    public static Setting<OutputType> Type { get; } = Setting.Choice("type", OutputType.Switch, "What hangs at the output.");

    public static Setting<string> DisplayName { get; } = Setting.Text("display_name", "The name people see.");

    public static Setting<string> Description { get; } = Setting.Text("description", "For people; it is not shown.");

    public static Setting<RelayRole> Role { get; } = Setting.Choice("relay_role", RelayRole.Up, "Which way the relay drives the shutter.");

    public static Setting<string> PairedDevice { get; } = Setting.Text("paired_device", "The key of the shutter's other relay.");

    public static Setting<TimeSpan> OwnTravelTime { get; } = Setting.Duration(
        "travel_time", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), "From closed to open; the device's own travel_time when it is left out.");

    public static Setting<IReadOnlyList<SettingEntry>> Lights { get; } = Setting.Map(
        "lights", "The lights, by a key of your own.", Module, Output, Type, DisplayName, Description);

    public static Setting<IReadOnlyList<SettingEntry>> Switches { get; } = Setting.Map(
        "switches", "The appliances, by a key of your own.", Module, Output, Type, DisplayName, Description);

    public static Setting<IReadOnlyList<SettingEntry>> Shutters { get; } = Setting.Map(
        "shutters", "The relays of the shutters, two for each, by a key of your own.",
        Module, Output, Type, DisplayName, Description, Role, PairedDevice, OwnTravelTime);

    public static Setting<ISettings> DevicesFile { get; } = Setting.File(
        "devices_file", "A file with the maps lights, switches and shutters, such as the reference integration's devices.yaml.", Lights, Switches, Shutters);

    public static IReadOnlyList<Setting> All { get; } =
        [Host, Port, UserName, Password, Bus, BusType, DevicesFile, Lights, Switches, Shutters, Modules, TravelTime, DeadTime];

    /// <summary>The entries of one of the maps, those in place first.</summary>
    public static IEnumerable<SettingEntry> EntriesOf(ISettings settings, Setting<IReadOnlyList<SettingEntry>> map) =>
        settings.Get(map).Concat(settings.Get(DevicesFile).Get(map));
}
