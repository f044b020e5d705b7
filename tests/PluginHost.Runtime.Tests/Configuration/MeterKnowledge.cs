using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

/// <summary>A house with two drivers; the meter uses every kind of setting.</summary>
internal sealed class MeterKnowledge : IDriverKnowledge
{
    public enum Framing
    {
        Auto,
        FixedLength,
    }

    private static readonly Setting<string> Host = Setting.Required("host", "Name or address.");

    private readonly Dictionary<string, IReadOnlyList<Setting>> _drivers = new()
    {
        ["meter"] =
        [
            Host,
            Setting.Integer("port", 4000, 1, 65535, "TCP port."),
            Setting.Number("factor", 1, 0, 10),
            Setting.Flag("tls", false),
            Setting.Choice("framing", Framing.Auto),
            Setting.Secret("pin"),
            Setting.Duration("every", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Setting.Group("login", Setting.Text("user"), Setting.Secret("password")),
            Setting.Tree("relays"),
        ],
        ["beacon"] = [],
    };

    public bool AnyPluginBroken { get; init; }

    public IReadOnlyCollection<string> DriverIds => _drivers.Keys;

    public IReadOnlyList<Setting>? SettingsOf(string driver) => _drivers.GetValueOrDefault(driver);

    public IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings) =>
        driver != "meter" ? [] : settings.Get(Host) switch
        {
            "nowhere" => [new SettingError("nothing makes sense", 0, 0)],
            "broken" => throw new InvalidOperationException("The check itself is broken."),
            _ => [],
        };
}
