namespace PluginHost.Runtime.Configuration;

/// <summary>The <c>host:</c> part of the configuration, with defaults applied and paths made absolute.</summary>
public sealed record HostOptions
{
    /// <summary>Where a host is found that nobody said anything about.</summary>
    public static Uri DefaultListen { get; } = new("http://127.0.0.1:8420");

    /// <summary>Where the API is served. Port 0 takes a free one.</summary>
    /// <value><c>http://127.0.0.1:8420</c> by default.</value>
    public Uri Listen { get; init; } = DefaultListen;

    /// <summary>The further addresses under which browsers reach the host, such as that of a proxy.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<Uri> PublicUrls { get; init; } = [];

    /// <summary>The absolute folder of database, log files and keys.</summary>
    /// <value><c>data</c> beside the configuration file by default.</value>
    public required string Data { get; init; }

    /// <summary>The absolute folders scanned for plugins, in order.</summary>
    /// <value><c>plugins</c> beside the configuration file by default.</value>
    public required IReadOnlyList<string> Plugins { get; init; }

    /// <summary>Which findings keep a driver script from being loaded.</summary>
    /// <value><see cref="LintGate.Warning"/> by default.</value>
    public LintGate Lint { get; init; } = LintGate.Warning;

    /// <summary>What a client must present; never null when <see cref="Listen"/> is not loopback.</summary>
    public string? Token { get; init; }

    /// <summary>The options where the configuration says nothing.</summary>
    /// <param name="folder">The folder of the configuration file.</param>
    /// <returns>The defaults.</returns>
    public static HostOptions Defaults(string folder) => new()
    {
        Data = Path.GetFullPath("data", folder),
        Plugins = [Path.GetFullPath("plugins", folder)],
    };

    /// <summary>Names the address; the token is left out.</summary>
    /// <returns>The address.</returns>
    public override string ToString() => Listen.ToString();
}
