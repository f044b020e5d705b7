namespace PluginHost.Runtime.Configuration;

/// <summary>
/// Reads the files that settings name, each once. Also after the configuration was read: a driver that comes or changes later
/// may be the first to declare that a setting names one.
/// </summary>
/// <param name="configuration">The configuration file as the user named it; relative paths start in its folder.</param>
/// <param name="sources">The files of that reading; what is read here is watched with them.</param>
internal sealed class SettingFiles(string configuration, SourceFiles sources, Func<string, string?> environment, SecretMask secrets)
{
    public const int LargestFile = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (SettingNode? Root, ErrorList Mistakes)> _read = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(configuration))!;

    /// <param name="declared">What the driver declares.</param>
    /// <param name="settings">The settings as they stand in the configuration.</param>
    /// <param name="errors">Takes what is wrong with the files, each time anew.</param>
    /// <returns>The settings, each path with the content of its file.</returns>
    public SettingNode Resolve(IReadOnlyList<Setting> declared, SettingNode settings, ErrorList errors) => Replace(
        settings,
        (key, value) => declared.FirstOrDefault(setting => setting.Name == key.Text) is { } setting ? Resolve(setting, value, errors) : value);

    private SettingNode Resolve(Setting setting, SettingNode value, ErrorList errors) =>
        setting.IsFile ? ResolveFile(setting, value, errors)
        : setting.IsMap ? Replace(value, (_, entry) => Resolve(setting.Members, entry, errors))
        : Resolve(setting.Members, value, errors);

    private SettingNode ResolveFile(Setting setting, SettingNode path, ErrorList errors)
    {
        if (path.IsNothing || path.Text.Length == 0)
        {
            return path;
        }

        if (path.Text.Contains('\0'))
        {
            Refuse("a path cannot hold a NUL character");
            return path;
        }

        SourceFile file;
        (SettingNode? Root, ErrorList Mistakes) read;
        lock (_lock)
        {
            file = sources.Read(Path.GetFullPath(path.Text, _folder), LargestFile);
            if (!_read.TryGetValue(file.Path, out read) && file.Problem is null)
            {
                _read[file.Path] = read = Read(file, path.Text, setting.Members);
            }
        }

        if (file.Problem is not null)
        {
            Refuse($"the file {ErrorText.Quote(path.Text)} {file.Problem}");
            return path;
        }

        errors.Add(read.Mistakes);
        if (read.Root is null)
        {
            errors.Ignore(path);
            return path;
        }

        return path.WithContent(Resolve(setting.Members, read.Root, errors));

        void Refuse(string problem)
        {
            errors.Add(SettingError.At(path, $"{setting.Name}: {problem}"));
            errors.Ignore(path);
        }
    }

    private (SettingNode? Root, ErrorList Mistakes) Read(SourceFile file, string named, IReadOnlyList<Setting> members)
    {
        var shown = Path.Combine(Path.GetDirectoryName(configuration) ?? "", named);
        var mistakes = new ErrorList(shown);
        var placeholders = new Placeholders(_folder, sources, environment, secrets, mistakes);
        var root = SourceText.Decode(file.Content, mistakes) is { } text
            ? YamlReader.Read(text, placeholders, mistakes, members.Count > 0 ? members[0].Name : "name")
            : null;
        return (root?.In(shown), mistakes);
    }

    private static SettingNode Replace(SettingNode map, Func<SettingNode, SettingNode, SettingNode> replace)
    {
        var entries = map.Entries.Select(entry => KeyValuePair.Create(entry.Key, replace(entry.Key, entry.Value))).ToList();
        if (entries.Zip(map.Entries).All(pair => ReferenceEquals(pair.First.Value, pair.Second.Value)))
        {
            return map;
        }

        var replaced = SettingNode.Map(entries, map.Line, map.Column);
        return map.File is { } file ? replaced.In(file) : replaced;
    }
}
