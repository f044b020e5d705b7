using System.Globalization;

namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>A large house: fifty lights over all modules, and four shutters.</summary>
internal static class HouseMaps
{
    public const int Lights = 50;

    private const int Modules = 16;
    private const int Shutters = 4;
    private const int FirstShutterOutput = 5;

    public static IReadOnlyList<(string Key, SettingNode Value)> All { get; } =
    [
        ("lights", SettingNode.Of([.. Enumerable.Range(0, Lights).Select(light =>
            (IdOf(light), Output(ModuleOf(light), 1 + (light / Modules), "light")))])),
        ("shutters", SettingNode.Of([.. Enumerable.Range(1, Shutters).SelectMany(Pair)])),
    ];

    public static string IdOf(int light) => $"light-{light}";

    private static int ModuleOf(int light) => 1 + (light % Modules);

    private static IEnumerable<(string Key, SettingNode Value)> Pair(int module) =>
    [
        ($"shutter{module}_down", Relay(module, FirstShutterOutput, "down", $"shutter{module}_up")),
        ($"shutter{module}_up", Relay(module, FirstShutterOutput + 1, "up", $"shutter{module}_down")),
    ];

    private static SettingNode Relay(int module, int output, string role, string other) =>
        Output(module, output, "switch", ("relay_role", role), ("paired_device", other));

    private static SettingNode Output(int module, int output, string type, params IEnumerable<(string Field, string Value)> more) => SettingNode.Of(
    [
        ("module", Number(module)),
        ("output", Number(output)),
        ("type", SettingNode.Scalar(type)),
        .. more.Select(field => (field.Field, SettingNode.Scalar(field.Value))),
    ]);

    private static SettingNode Number(int value) => SettingNode.Scalar(value.ToString(CultureInfo.InvariantCulture));
}
