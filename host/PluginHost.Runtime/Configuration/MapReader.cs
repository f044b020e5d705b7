namespace PluginHost.Runtime.Configuration;

/// <summary>Reads the known keys of one map. Whatever is wrong is reported and then counts as not given.</summary>
internal sealed class MapReader
{
    private readonly SettingNode _map;
    private readonly ErrorList _errors;

    public MapReader(SettingNode map, ErrorList errors, params IReadOnlyList<string> keys)
    {
        _map = map;
        _errors = errors;
        if (map.Kind != SettingNodeKind.Map && !map.IsNothing)
        {
            errors.Add(map, $"expected a map with the keys {string.Join(", ", keys)}");
        }

        foreach (var (key, _) in map.Entries.Where(entry => !keys.Contains(entry.Key.Text)))
        {
            errors.Add(key, $"unknown key {ErrorText.Quote(key.Text)}{ErrorText.Hint(key.Text, keys)}");
        }
    }

    public SettingNode? Find(string key) => _map.Find(key) is { IsNothing: false } node ? node : null;

    public SettingNode? Require(string key)
    {
        var node = Find(key);
        if (node is null && (_map.Kind == SettingNodeKind.Map || _map.IsNothing))
        {
            _errors.Add(_map.Find(key) ?? _map, $"the key '{key}' is missing");
        }

        return node;
    }

    public string? Text(string key) => Find(key) is { } node ? Text(key, node) : null;

    public string? RequireText(string key) => Require(key) is { } node ? Text(key, node) : null;

    public bool? Flag(string key) => Choice<bool?>(key, ("true", true), ("false", false));

    public T? Choice<T>(string key, params IReadOnlyList<(string Name, T Value)> choices)
    {
        if (Find(key) is not { } node)
        {
            return default;
        }

        if (choices.FirstOrDefault(choice => node.Kind == SettingNodeKind.Scalar && choice.Name == node.Text) is { Name: not null } chosen)
        {
            return chosen.Value;
        }

        var names = choices.Select(choice => choice.Name).ToList();
        _errors.Add(node, $"{key}: expected one of {string.Join(", ", names)}{ErrorText.Hint(node.Text, names)}");
        return default;
    }

    public IReadOnlyList<string>? Texts(string key, string example)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        if (node.Kind == SettingNodeKind.List)
        {
            return [.. node.Items.Select(item => Text(key, item)).OfType<string>()];
        }

        _errors.Add(node, $"{key}: expected a list such as [{example}]");
        return null;
    }

    private string? Text(string key, SettingNode node)
    {
        if (node is { Kind: SettingNodeKind.Scalar, Text.Length: > 0 })
        {
            return node.Text;
        }

        _errors.Add(node, node.Kind == SettingNodeKind.Scalar ? $"{key}: must not be empty" : $"{key}: expected a text");
        return null;
    }
}
