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

        var map = new MapReader(node, errors, "listen", "public_urls", "data", "plugins", "lint", "token");
        var options = defaults with
        {
            Listen = ReadListen(map, errors) ?? defaults.Listen,
            PublicUrls = ReadPublicUrls(map, errors),
            Data = ReadPath(map.Text("data"), "data") ?? defaults.Data,
            Plugins = map.Texts("plugins", "plugins")?.Select(path => ReadPath(path, "plugins")).OfType<string>().ToList() ?? defaults.Plugins,
            Lint = map.Choice<LintGate?>("lint", ("off", LintGate.Off), ("warning", LintGate.Warning), ("error", LintGate.Error))
                ?? defaults.Lint,
            Token = map.Text("token"),
        };
        if (options.Token is not null)
        {
            secrets.Add(options.Token);
            if (!HostToken.IsUsable(options.Token))
            {
                errors.Add(map.Find("token")!, $"token: {HostToken.Expected}");
            }
        }

        WarnOfMissing(map.Find("plugins"), folder, errors);

        HostTokenValidator.Check(options, map, errors);
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

    private static List<Uri> ReadPublicUrls(MapReader map, ErrorList errors)
    {
        var urls = new List<Uri>();
        foreach (var text in map.Texts("public_urls", "https://home.example.net") ?? [])
        {
            if (PublicUrl.TryParse(text, out var url))
            {
                urls.Add(url);
            }
            else
            {
                errors.Add(map.Find("public_urls")!, $"public_urls: {ErrorText.Quote(text)}: {PublicUrl.Expected}");
            }
        }

        return urls;
    }

    /// <summary>A folder that was named may be created later, so that it is missing is no error.</summary>
    private static void WarnOfMissing(SettingNode? folders, string folder, ErrorList errors)
    {
        foreach (var named in folders?.Items.Where(item => item.Kind == SettingNodeKind.Scalar && item.Text.Length > 0 && !item.Text.Contains('\0')) ?? [])
        {
            var path = Path.GetFullPath(named.Text, folder);
            if (FileSystemCall.TryRun(path, FileSystemCall.Patience, () => Directory.Exists(path), out var exists) && !exists)
            {
                errors.Warn(named, $"plugins: there is no folder {ErrorText.Quote(named.Text)}; nothing is loaded from it");
            }
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
