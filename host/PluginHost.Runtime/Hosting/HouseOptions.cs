using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Plugins.Scripts;

namespace PluginHost.Runtime.Hosting;

/// <summary>What a house is built with.</summary>
public sealed record HouseOptions
{
    /// <summary>The absolute folder of everything that lasts.</summary>
    public required string Data { get; init; }

    /// <summary>The folder of the plugins that came with the host; <see langword="null"/> for none.</summary>
    public string? BuiltInPlugins { get; init; }

    /// <summary>Compiles driver scripts; <see langword="null"/> for a house that refuses them.</summary>
    public IScriptCompiler? Scripts { get; init; }

    /// <summary>Takes all log lines; lines of a device carry its id, driver and generation.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>Knows the secrets that must not be shown.</summary>
    public required SecretMask Secrets { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
