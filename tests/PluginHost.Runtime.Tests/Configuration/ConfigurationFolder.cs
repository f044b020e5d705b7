using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

/// <summary>A folder of its own with a configuration in it, removed afterwards.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public ConfigurationFolder() => Path = Directory.CreateTempSubdirectory("pluginhost-config-").FullName;

    public string Path { get; }

    public string File => At("pluginhost.yaml");

    public Dictionary<string, string> Environment { get; } = [];

    public SecretMask Secrets { get; } = new();

    public IDriverKnowledge Drivers { get; init; } = new MeterKnowledge();

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => System.IO.File.WriteAllText(At(name), text);

    public ConfigurationFile Open() => new(File, Drivers, Secrets, Environment.GetValueOrDefault);

    public LoadedConfiguration Load(string yaml)
    {
        System.IO.File.WriteAllText(File, yaml);
        return Open().Load();
    }

    public LoadedConfiguration Load(byte[] content)
    {
        System.IO.File.WriteAllBytes(File, content);
        return Open().Load();
    }

    public static string Places(IEnumerable<ConfigurationError> errors) =>
        string.Join('\n', errors.Select(error => $"{error.Line}:{error.Column}: {error.Message}"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
