using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

/// <summary>A house with a driver whose lights stand in the configuration or in a file of their own.</summary>
internal sealed class CabinetKnowledge : IDriverKnowledge
{
    public static readonly Setting<int> Output = Setting.RequiredInteger("output", 1, 8);
    public static readonly Setting<IReadOnlyList<SettingEntry>> Lights = Setting.Map("lights", "", Output, Setting.Secret("code"));
    public static readonly Setting<ISettings> File = Setting.File("devices_file", "", Lights, Setting.Secret("pin"), Setting.Text("note"));

    public static IReadOnlyList<Setting> Settings { get; } = [Setting.Required("host"), Lights, File];

    /// <summary>Whether the plugin is there; while it is not, a broken one may be its.</summary>
    public bool IsLoaded { get; set; } = true;

    public IReadOnlyCollection<string> DriverIds => IsLoaded ? ["cabinet"] : [];

    public bool AnyPluginBroken => !IsLoaded;

    public static ISettings Read(DeviceOptions device) => SettingValues.Read(Settings, device.Settings, []);

    /// <summary>Every light of a device with its output, those of its file last.</summary>
    public static string LightsOf(DeviceOptions device) =>
        string.Join(' ', All(Read(device)).Select(light => $"{light.Key.Text}={light.Settings.Get(Output)}"));

    public IReadOnlyList<Setting>? SettingsOf(string driver) => IsLoaded && driver == "cabinet" ? Settings : null;

    public IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings) =>
    [
        .. All(settings).GroupBy(light => light.Settings.Get(Output)).SelectMany(same => same.Skip(1))
            .Select(light => SettingError.At(light.Node, $"{light.Key.Text}: its output is used twice")),
    ];

    private static IEnumerable<SettingEntry> All(ISettings settings) => settings.Get(Lights).Concat(settings.Get(File).Get(Lights));
}
