namespace PluginHost.Runtime.Configuration;

/// <summary>Reads and checks the whole configuration; finds all mistakes at once.</summary>
internal sealed class ConfigurationReader(IDriverKnowledge drivers, SecretMask secrets, Func<string, string?> environment)
{
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
        var devices = DeviceReader.Read(top.Find("devices"), new SettingFiles(path, sources, environment, secrets), errors);
        DeviceIdValidator.Check(devices, errors);
        var wrong = new HashSet<string>();
        foreach (var device in devices)
        {
            var before = errors.Found.Count;
            DeviceDriverValidator.Check(device, drivers, secrets, errors);
            if (errors.Found.Count > before)
            {
                wrong.Add(device.Options.Id);
            }
        }

        wrong.UnionWith(errors.Found.Select(mistake => OwnerOf(mistake, devices)).OfType<string>());
        return new LoadedConfiguration
        {
            File = fullPath,
            Host = host,
            Devices = [.. devices.Select(device => device.Options)],
            Errors = errors.Errors(path, secrets),
            Warnings = errors.Warnings(path, secrets),
            WrongDevices = wrong,
            Sources = sources,
        };
    }

    /// <summary>A mistake in the file itself belongs to the last entry that begins before it.</summary>
    private static string? OwnerOf(SettingError mistake, IReadOnlyList<DeviceEntry> devices) => mistake.File is null
        ? devices.LastOrDefault(device => (device.Options.Line, device.Options.Column).CompareTo((mistake.Line, mistake.Column)) <= 0)?.Options.Id
        : null;

    private SettingNode? ReadTree(string path, string folder, SourceFiles sources, ErrorList errors)
    {
        var file = sources.Read(path, SettingFiles.LargestFile);
        if (file.Problem is not null)
        {
            errors.Add(0, 0, $"the file {file.Problem}");
            return null;
        }

        var placeholders = new Placeholders(folder, sources, environment, secrets, errors);
        return SourceText.Decode(file.Content, errors) is { } text ? YamlReader.Read(text, placeholders, errors, "devices") : null;
    }
}
