namespace PluginHost.Runtime.Configuration;

/// <summary>Reads and checks the whole configuration; finds all mistakes at once.</summary>
internal sealed class ConfigurationReader(IDriverKnowledge drivers, SecretMask secrets, Func<string, string?> environment)
{
    private const int LargestFile = 1024 * 1024;

    /// <param name="path">The file as the user named it; messages repeat it.</param>
    public LoadedConfiguration Read(string path)
    {
        var fullPath = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(fullPath)!;
        var errors = new ErrorList();
        var sources = new SourceFiles();
        var root = ReadTree(fullPath, folder, sources, errors);
        var top = new MapReader(root ?? SettingNode.Map([]), errors, "host", "devices");
        var host = HostReader.Read(top.Find("host"), folder, secrets, errors);
        var devices = DeviceReader.Read(top.Find("devices"), errors);
        DeviceIdValidator.Check(devices, errors);
        foreach (var device in devices)
        {
            DeviceDriverValidator.Check(device, drivers, secrets, errors);
        }

        return new LoadedConfiguration
        {
            File = fullPath,
            Host = host,
            Devices = [.. devices.Select(device => device.Options)],
            Errors = errors.Errors(path, secrets),
            Warnings = errors.Warnings(path, secrets),
            Sources = sources,
        };
    }

    private SettingNode? ReadTree(string path, string folder, SourceFiles sources, ErrorList errors)
    {
        var file = sources.Read(path, LargestFile);
        if (file.Problem is not null)
        {
            errors.Add(0, 0, $"the file {file.Problem}");
            return null;
        }

        var placeholders = new Placeholders(folder, sources, environment, secrets, errors);
        return SourceText.Decode(file.Content, errors) is { } text ? YamlReader.Read(text, placeholders, errors) : null;
    }
}
