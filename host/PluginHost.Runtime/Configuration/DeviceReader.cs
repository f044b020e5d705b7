using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Configuration;

/// <summary>Reads the entries of <c>devices:</c>.</summary>
internal static class DeviceReader
{
    public static IReadOnlyList<DeviceEntry> Read(SettingNode? devices, SettingFiles files, ErrorList errors)
    {
        if (devices is null)
        {
            return [];
        }

        if (devices.Kind != SettingNodeKind.List)
        {
            errors.Add(devices, "devices: expected a list; each device starts with '- id: NAME'");
        }

        return [.. devices.Items.Select(item => ReadOne(item, files, errors))];
    }

    private static DeviceEntry ReadOne(SettingNode node, SettingFiles files, ErrorList errors)
    {
        var map = new MapReader(node, errors, "id", "name", "driver", "enabled", "log", "settings");
        var id = map.RequireText("id") ?? "";
        return new DeviceEntry(
            new DeviceOptions
            {
                Id = id,
                Name = map.Text("name") ?? id,
                Driver = map.RequireText("driver") ?? "",
                Enabled = map.Flag("enabled") ?? true,
                LogLevel = map.Choice<LogLevel?>(
                    "log", ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning))
                    ?? LogLevel.Information,
                Settings = map.Find("settings") ?? SettingNode.Map([], node.Line, node.Column),
                Files = files,
                Line = node.Line,
                Column = node.Column,
            },
            node);
    }
}
