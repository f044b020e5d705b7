using Microsoft.Extensions.Logging;

namespace PluginHost;

/// <summary>What the host lends to every call of a driver.</summary>
public interface IDriverContext
{
    /// <summary>Logs under the device's, or the plugin's, name.</summary>
    ILogger Log { get; }

    /// <summary>The clock. Real in the house, moved by hand in tests.</summary>
    TimeProvider Time { get; }

    /// <summary>Makes deadlines for waits that belong to no call, such as those of a stream that is being served.</summary>
    /// <example><code>using var deadline = context.Deadlines.Start(TimeSpan.FromSeconds(10), stop);</code></example>
    DeadlineSource Deadlines { get; }

    /// <summary>The way to the network.</summary>
    ITransports Transports { get; }
}
