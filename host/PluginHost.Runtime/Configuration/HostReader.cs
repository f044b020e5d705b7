namespace PluginHost.Runtime.Configuration;

/// <summary>Reads <c>host:</c>.</summary>
internal static class HostReader
{
    public static HostOptions Read(SettingNode? node, string folder, SecretMask secrets, ErrorList errors)
    {
        var defaults = HostOptions.Defaults(folder);
        if (node is null)
        {
            return defaults;
        }

        var map = new MapReader(node, errors, "listen", "data", "plugins", "lint", "token");
        var options = defaults with
        {
            Listen = ReadListen(map, errors) ?? defaults.Listen,
            Data = ReadPath(map.Text("data"), "data") ?? defaults.Data,
            Plugins = map.Texts("plugins")?.Select(path => ReadPath(path, "plugins")).OfType<string>().ToList() ?? defaults.Plugins,
            Lint = map.Choice<LintGate?>("lint", ("off", LintGate.Off), ("warning", LintGate.Warning), ("error", LintGate.Error))
                ?? defaults.Lint,
            Token = map.Text("token"),
        };
        if (options.Token is not null)
        {
            secrets.Add(options.Token);
        }

        ListenTokenValidator.Check(options, map, errors);
        return options;

        string? ReadPath(string? path, string key)
        {
            if (path?.Contains('\0') != true)
            {
                return path is null ? null : Path.GetFullPath(path, folder);
            }

            errors.Add(map.Find(key)!, $"{key}: a path cannot hold a NUL character");
            return null;
        }
    }

    private static Uri? ReadListen(MapReader map, ErrorList errors)
    {
        if (map.Text("listen") is not { } text)
        {
            return null;
        }

        if (ListenUrl.TryParse(text, out var url))
        {
            return url;
        }

        errors.Add(map.Find("listen")!, $"listen: {ListenUrl.Expected}");
        return null;
    }
}
