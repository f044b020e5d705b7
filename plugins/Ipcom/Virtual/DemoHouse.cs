using System.Globalization;

namespace PluginHost.Ipcom.Virtual;

/// <summary>A small house for the demo, in the form of a <c>devices.yaml</c>: lights, switches and shutters by name.</summary>
internal static class DemoHouse
{
    /// <summary>The module whose outputs drive the shutters.</summary>
    public const int ShutterModule = 5;

    /// <summary>The module with the dimmers.</summary>
    public const int DimmerModule = 6;

    /// <summary>The maps <c>lights</c>, <c>switches</c> and <c>shutters</c>, as a driver's settings take them.</summary>
    public static IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> Maps { get; } =
    [
        Entry("lights", Map(
            Output("porch", 1, 1, "light", "Porch"),
            Output("kitchen_counter", 1, 2, "light", "Kitchen counter"),
            Output("landing", 1, 3, "light", "Landing"),
            Output("tool_shed", 2, 1, "light", "Tool shed"),
            Output("reading_corner", DimmerModule, 1, "dimmer", "Reading corner"))),
        Entry("switches", Map(
            Output("pond_pump", 4, 1, "switch", "Pond pump"))),
        Entry("shutters", Map(
            [.. Shutter("garden_door", 1, "Garden door"), .. Shutter("street_window", 3, "Street window")])),
    ];

    /// <summary>All settings of a driver that connects to a controller in this house.</summary>
    /// <param name="connection">Host, port and login.</param>
    public static SettingNode SettingsWith(IEnumerable<KeyValuePair<string, string>> connection) =>
        SettingNode.Map([.. SettingNode.Map(connection).Entries, .. Maps]);

    private static KeyValuePair<SettingNode, SettingNode>[] Shutter(string key, int down, string name) =>
    [
        Output($"{key}_down", ShutterModule, down, "switch", name, ("relay_role", "down"), ("paired_device", $"{key}_up")),
        Output($"{key}_up", ShutterModule, down + 1, "switch", name, ("relay_role", "up"), ("paired_device", $"{key}_down")),
    ];

    private static KeyValuePair<SettingNode, SettingNode> Output(
        string key, int module, int output, string type, string name, params ReadOnlySpan<(string Field, string Value)> more)
    {
        var fields = new List<KeyValuePair<SettingNode, SettingNode>>
        {
            Entry("module", Number(module)),
            Entry("output", Number(output)),
            Entry("type", SettingNode.Scalar(type)),
            Entry("display_name", SettingNode.Scalar(name)),
        };
        foreach (var (field, value) in more)
        {
            fields.Add(Entry(field, SettingNode.Scalar(value)));
        }

        return Entry(key, SettingNode.Map(fields));
    }

    private static SettingNode Map(params IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> entries) => SettingNode.Map(entries);

    private static KeyValuePair<SettingNode, SettingNode> Entry(string key, SettingNode value) => new(SettingNode.Scalar(key), value);

    private static SettingNode Number(int value) => SettingNode.Scalar(value.ToString(CultureInfo.InvariantCulture));
}
