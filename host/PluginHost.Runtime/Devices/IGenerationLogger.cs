using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices;

/// <summary>The log of a device, whose lines are labelled with the generation that drives it.</summary>
internal interface IGenerationLogger : ILogger
{
    /// <summary>The same log, for lines about a generation that may no longer be the device's, or is not yet.</summary>
    /// <param name="generation">Its number.</param>
    ILogger Of(int generation);
}
