namespace PluginHost.Runtime.Configuration;

/// <summary>One reading of the configuration file: options, and everything that is wrong with them. Never changes.</summary>
/// <remarks>Holds no object of a plugin, so it may outlive every plugin.</remarks>
public sealed class LoadedConfiguration
{
    /// <summary>The absolute path of the file.</summary>
    public required string File { get; init; }

    /// <summary>The <c>host:</c> part; defaults where the file says nothing or something wrong.</summary>
    public required HostOptions Host { get; init; }

    /// <summary>The devices in the order of the file. Fit for use only when <see cref="IsValid"/>.</summary>
    public required IReadOnlyList<DeviceOptions> Devices { get; init; }

    /// <summary>Every mistake, by place; none when the configuration may be applied.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; init; } = [];

    /// <summary>The ids of devices with a mistake in their entry or in a file that their settings name.</summary>
    public IReadOnlySet<string> WrongDevices { get; init; } = new HashSet<string>();

    /// <summary>What is doubtful but may be applied, by place.</summary>
    public IReadOnlyList<ConfigurationError> Warnings { get; init; } = [];

    /// <summary>Whether it may be applied.</summary>
    public bool IsValid => Errors.Count == 0;

    internal SourceFiles Sources { get; init; } = new();
}
