using PluginHost.Runtime.Devices;

namespace PluginHost.Incident.Experiment;

/// <summary>What the experiment showed.</summary>
/// <param name="Samples">Descriptors over time.</param>
/// <param name="Old">The old client by itself.</param>
/// <param name="Driver">The real driver in the host.</param>
/// <param name="Lent">The old client as a driver, on transports lent by the host.</param>
/// <param name="LentDevice">That device after it was stopped.</param>
/// <param name="OwnDevice">The device of the old client as a driver on sockets of its own.</param>
/// <param name="Named">What the host said of those sockets.</param>
/// <param name="Took">How long it took.</param>
internal sealed record ExperimentResult(
    IReadOnlyList<DescriptorSample> Samples,
    ClientFigures Old,
    ClientFigures Driver,
    ClientFigures Lent,
    DeviceSnapshot LentDevice,
    DeviceSnapshot OwnDevice,
    string Named,
    TimeSpan Took);
