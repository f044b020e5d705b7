namespace PluginHost.Runtime.Configuration;

/// <summary>What is different between two valid configurations, sorted by what must be done about it.</summary>
public sealed record ConfigurationChanges
{
    /// <summary>Devices to start.</summary>
    public required IReadOnlyList<DeviceOptions> Added { get; init; }

    /// <summary>Devices to stop.</summary>
    public required IReadOnlyList<DeviceOptions> Removed { get; init; }

    /// <summary>Devices to restart: driver, settings or <c>enabled</c> changed.</summary>
    public required IReadOnlyList<DeviceChange> Changed { get; init; }

    /// <summary>Devices whose <c>name</c> or <c>log</c> alone changed; applied without touching the connection.</summary>
    public required IReadOnlyList<DeviceChange> Relabelled { get; init; }

    /// <summary>Keys of <c>host:</c> that changed and take effect at once: <c>plugins</c>, <c>lint</c>.</summary>
    public required IReadOnlyList<string> LiveHostKeys { get; init; }

    /// <summary>Keys of <c>host:</c> that changed and wait for a restart: <c>listen</c>, <c>public_urls</c>, <c>data</c>, <c>token</c>.</summary>
    public required IReadOnlyList<string> RestartHostKeys { get; init; }

    /// <summary>Whether the two say the same.</summary>
    public bool IsEmpty =>
        Added.Count + Removed.Count + Changed.Count + Relabelled.Count + LiveHostKeys.Count + RestartHostKeys.Count == 0;

    /// <summary>Compares two valid configurations. Comments, order and position do not count.</summary>
    /// <param name="old">What runs.</param>
    /// <param name="new">What shall run.</param>
    /// <returns>The differences, devices in the order of the file.</returns>
    public static ConfigurationChanges Between(LoadedConfiguration old, LoadedConfiguration @new)
    {
        var before = old.Devices.ToDictionary(device => device.Id);
        var after = @new.Devices.Select(device => device.Id).ToHashSet();
        var different = @new.Devices
            .Where(device => before.ContainsKey(device.Id))
            .Select(device => new DeviceChange(before[device.Id], device))
            .Where(change => change.Old != change.New)
            .ToLookup(change => change.Old == change.New with { Name = change.Old.Name, LogLevel = change.Old.LogLevel });
        return new ConfigurationChanges
        {
            Added = [.. @new.Devices.Where(device => !before.ContainsKey(device.Id))],
            Removed = [.. old.Devices.Where(device => !after.Contains(device.Id))],
            Changed = [.. different[false]],
            Relabelled = [.. different[true]],
            LiveHostKeys = Keys(
                ("plugins", old.Host.Plugins.SequenceEqual(@new.Host.Plugins)),
                ("lint", old.Host.Lint == @new.Host.Lint)),
            RestartHostKeys = Keys(
                ("listen", old.Host.Listen == @new.Host.Listen),
                ("public_urls", old.Host.PublicUrls.SequenceEqual(@new.Host.PublicUrls)),
                ("data", old.Host.Data == @new.Host.Data),
                ("token", old.Host.Token == @new.Host.Token)),
        };
    }

    private static IReadOnlyList<string> Keys(params IEnumerable<(string Key, bool Same)> keys) =>
        [.. keys.Where(key => !key.Same).Select(key => key.Key)];
}
