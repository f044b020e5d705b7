namespace PluginHost;

/// <summary>
/// A driver's own simulator: behaves like the device on the wire and refuses what the device would refuse. Needs a public
/// parameterless constructor and <see cref="VirtualDeviceAttribute"/>; every run gets an instance of its own.
/// </summary>
/// <example>
/// <code>
/// public async Task RunAsync(IVirtualDeviceContext context, CancellationToken stop)
/// {
///     await using var listener = context.Listen();
///     context.Ready(new() { ["host"] = "127.0.0.1", ["port"] = $"{listener.LocalEndPoint.Port}" });
///     await listener.ServeAsync(AnswerAsync, stop);
/// }
/// </code>
/// </example>
public interface IVirtualDevice
{
    /// <summary>What can be set about the device: model, timings, quirks.</summary>
    /// <value>Nothing by default.</value>
    IReadOnlyList<Setting> Settings => [];

    /// <summary>The faults it can be asked for.</summary>
    /// <value>None by default.</value>
    IReadOnlyList<Fault> Faults => [];

    /// <summary>Serves until stopped.</summary>
    /// <param name="context">Lent listeners, clock, log, settings and the faults asked for.</param>
    /// <param name="stop">Ends the device.</param>
    /// <returns>A task that ends when stopped and everything is closed.</returns>
    Task RunAsync(IVirtualDeviceContext context, CancellationToken stop);
}
