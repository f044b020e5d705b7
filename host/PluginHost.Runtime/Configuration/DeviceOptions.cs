using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Configuration;

/// <summary>One entry of <c>devices:</c>, with defaults applied and placeholders resolved.</summary>
/// <remarks>Equal to another when it says the same; place, order of keys and comments do not count.</remarks>
public sealed record DeviceOptions
{
    private volatile SettingNode _settings = null!;

    /// <summary>The device's id: <c>a-z</c>, <c>0-9</c> and <c>-</c>, unique in the house.</summary>
    public required string Id { get; init; }

    /// <summary>The name people see.</summary>
    /// <value>The id by default.</value>
    public required string Name { get; init; }

    /// <summary>The id of its driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Whether the host connects to it.</summary>
    /// <value>True by default.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>The least severe log lines it writes.</summary>
    /// <value><see cref="LogLevel.Information"/> by default; else debug or warning.</value>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Its settings as they stand in the file; read them with the driver's own declarations, and keep only this.</summary>
    /// <remarks>A path that the driver declares as <see cref="Setting.File"/> has the content of its file.</remarks>
    public required SettingNode Settings
    {
        get => _settings;
        init => _settings = value;
    }

    /// <summary>Reads what settings name; <see langword="null"/> for a device that comes from no file.</summary>
    internal SettingFiles? Files { get; init; }

    /// <summary>The line of its entry, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The column of its entry, from 1.</summary>
    public int Column { get; init; }

    /// <summary>Gives each path that a driver declares as one the content of its file, and keeps it: by that a later reading is compared.</summary>
    /// <param name="declared">What the driver declares.</param>
    /// <param name="errors">Takes what is wrong with the files.</param>
    /// <returns>The settings.</returns>
    internal SettingNode ReadFiles(IReadOnlyList<Setting> declared, ErrorList errors) =>
        Files is null ? _settings : _settings = Files.Resolve(declared, _settings, errors);

    /// <inheritdoc/>
    public bool Equals(DeviceOptions? other) =>
        other is not null
        && (Id, Name, Driver, Enabled, LogLevel) == (other.Id, other.Name, other.Driver, other.Enabled, other.LogLevel)
        && SettingContent.Same(Settings, other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Driver, Enabled, LogLevel);

    /// <summary>Names the device; its settings may hold secrets and are left out.</summary>
    /// <returns>Id and driver.</returns>
    public override string ToString() => $"{Id} ({Driver})";
}
