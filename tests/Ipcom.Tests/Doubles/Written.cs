using PluginHost.Runtime.Configuration;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>A configuration with one controller, read as the program reads it.</summary>
internal sealed class Written : IDriverKnowledge, IDisposable
{
    /// <summary>The lines before the first of the settings that a test gives.</summary>
    public const int LinesBefore = 7;

    private readonly TemporaryFolder _folder = new();
    private readonly IpcomDriver _driver = new();

    public IReadOnlyCollection<string> DriverIds => ["ipcom"];

    public bool AnyPluginBroken => false;

    public IReadOnlyList<Setting>? SettingsOf(string driver) => driver == "ipcom" ? _driver.Settings : null;

    public IReadOnlyList<SettingError> CheckPlan(string driver, ISettings settings)
    {
        try
        {
            _driver.Plan(settings);
            return [];
        }
        catch (SettingException mistake)
        {
            return mistake.Mistakes;
        }
    }

    /// <summary>Puts a file beside the configuration.</summary>
    public void Put(string name, string content) => File.WriteAllText(_folder.PathOf(name), content);

    /// <summary>Reads a configuration with these settings beside host, user name and password, or in place of one of them.</summary>
    public LoadedConfiguration Load(string settings, string replaces = "none")
    {
        string[] given = ["host: 127.0.0.1", "username: driver", "password: s3cret-01"];
        var lines = given.Where(line => !line.StartsWith(replaces, StringComparison.Ordinal)).Concat(settings.Split('\n'));
        Put("pluginhost.yaml", $"""
            devices:
              - id: house
                driver: ipcom
                settings:
            {string.Join('\n', lines.Select(line => $"      {line}"))}
            """);
        return new ConfigurationFile(_folder.PathOf("pluginhost.yaml"), this, new SecretMask()).Load();
    }

    /// <summary>The checked settings of a configuration without a mistake.</summary>
    public ISettings Read(string settings)
    {
        var loaded = Load(settings);
        Assert.Empty(loaded.Errors);
        return SettingValues.Read(_driver.Settings, loaded.Devices[0].Settings, new List<SettingError>());
    }

    public void Dispose() => _folder.Dispose();
}
