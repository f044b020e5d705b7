namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>How a <see cref="ControllerBench"/> is set up.</summary>
internal sealed record BenchOptions
{
    /// <summary>The virtual controller's settings.</summary>
    public Dictionary<string, string> Knobs { get; init; } = [];

    /// <summary>The virtual controller's faults from the start.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The device's settings beside the sample house's.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Whether both live by one clock that hurries.</summary>
    public bool IsFake { get; init; }

    /// <summary>The driver; the real one unless told otherwise.</summary>
    public IDeviceDriver Driver { get; init; } = new IpcomDriver();

    /// <summary>Changes the driver's plan.</summary>
    public Func<DriverPlan, DriverPlan>? Change { get; init; }
}
