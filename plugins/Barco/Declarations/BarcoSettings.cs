namespace PluginHost.Barco.Declarations;

/// <summary>The settings of one projector.</summary>
internal static class BarcoSettings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static Setting<string> Host { get; } = Setting.Required("host", "Name or address of the projector.");

    public static Setting<int> Port { get; } = Setting.Integer("port", 9090, 1, 65535, "TCP port of its JSON-RPC service.");

    public static Setting<string> Pin { get; } = Setting.Secret("pin", "PIN for the login, where the projector wants one.");

    public static Setting<string> Mac { get; } = Setting.Text("mac", "Hardware address to wake it by; learned from the projector when not given.");

    public static Setting<FramingChoice> Framing { get; } = Setting.Choice("framing", FramingChoice.Auto, "How requests are wrapped.");

    public static Setting<ConnectionMode> Connection { get; } =
        Setting.Choice("connection", ConnectionMode.Persistent, "Whether the connection stays open or is opened for each poll.");

    public static Setting<TimeSpan> Connect { get; } = Limit("connect", 5, "For connecting.");

    public static Setting<TimeSpan> First { get; } = Limit("first", 5, "To the first byte of a reply; a projector in a transition takes 3 to 4 s.");

    public static Setting<TimeSpan> Next { get; } = Limit("next", 1, "Between two pieces of a reply.");

    public static Setting<TimeSpan> Overall { get; } = Limit("overall", 10, "From a request to its complete reply.");

    public static Setting<ISettings> Timeouts { get; } = Setting.Group("timeouts", Connect, First, Next, Overall);

    public static IReadOnlyList<Setting> All { get; } = [Host, Port, Pin, Mac, Framing, Connection, Timeouts];

    private static Setting<TimeSpan> Limit(string name, int seconds, string description) =>
        Setting.Duration(name, TimeSpan.FromSeconds(seconds), Shortest, Longest, description);
}
