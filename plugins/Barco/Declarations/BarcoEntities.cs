using System.Globalization;

namespace PluginHost.Barco.Declarations;

/// <summary>What every projector offers; ranges and options are declared anew once it has told its own.</summary>
internal static class BarcoEntities
{
    public static Entity Power { get; } = Entity.Switch("power") with { OperableOffline = true };

    public static Entity State { get; } = Entity.Sensor("state");

    public static Entity TargetState { get; } = Entity.Sensor("target-state");

    public static Entity Source { get; } = Entity.Select("source");

    public static Entity LaserPower { get; } = Entity.Number("laser-power", 0, 100) with { Unit = "%", Continuous = true };

    public static Entity Brightness { get; } = Entity.Number("brightness", -1, 1, 0.01) with { Continuous = true };

    public static Entity Contrast { get; } = Entity.Number("contrast", 0, 2, 0.01) with { Continuous = true };

    public static Entity Saturation { get; } = Entity.Number("saturation", 0, 2, 0.01) with { Continuous = true };

    public static Entity Gamma { get; } = Entity.Number("gamma", 1, 3, 0.1) with { Continuous = true };

    public static Entity Sharpness { get; } = Entity.Number("sharpness", -2, 8, 1) with { Continuous = true };

    public static Entity Preset { get; } =
        Entity.Select("preset", [.. Enumerable.Range(0, 30).Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    public static Entity Profile { get; } = Entity.Select("profile");

    public static Entity Shutter { get; } = Entity.Cover("shutter") with { DeviceClass = "shutter" };

    public static Entity TestPattern { get; } = Entity.Switch("test-pattern");

    public static Entity OnScreenDisplay { get; } = Entity.Switch("osd") with { Name = "On-screen display" };

    public static Entity Blank { get; } = Entity.Switch("blank");

    public static Entity Laser { get; } = Entity.BinarySensor("laser");

    public static Entity Illumination { get; } = Entity.BinarySensor("illumination");

    public static Entity Signal { get; } = Entity.BinarySensor("signal");

    public static Entity SignalName { get; } = Entity.Sensor("signal-name");

    public static Entity OutputResolution { get; } = Entity.Sensor("output-resolution");

    public static Entity InletTemperature { get; } = Temperature("inlet-temperature");

    public static Entity OutletTemperature { get; } = Temperature("outlet-temperature");

    public static Entity MainboardTemperature { get; } = Temperature("mainboard-temperature");

    public static Entity LaserRuntime { get; } = Runtime("laser-runtime");

    public static Entity ProjectorRuntime { get; } = Runtime("projector-runtime");

    public static Entity Health { get; } = Entity.Sensor("health");

    public static Entity Problem { get; } = Entity.BinarySensor("problem") with { DeviceClass = "problem" };

    public static Entity Firmware { get; } = Entity.Sensor("firmware");

    public static Entity Serial { get; } = Entity.Sensor("serial");

    public static Entity Model { get; } = Entity.Sensor("model");

    public static Entity Remote { get; } = Entity.Text("remote");

    public static IReadOnlyList<Entity> LensButtons { get; } = [.. LensSteps.All.Select(step => Entity.Button(step.Entity))];

    public static IReadOnlyList<Entity> All { get; } =
    [
        Power, State, TargetState, Source, LaserPower, Brightness, Contrast, Saturation, Gamma, Sharpness, Preset, Profile,
        Shutter, TestPattern, OnScreenDisplay, Blank, Laser, Illumination, Signal, SignalName, OutputResolution,
        InletTemperature, OutletTemperature, MainboardTemperature, LaserRuntime, ProjectorRuntime, Health, Problem,
        Firmware, Serial, Model, Remote, .. LensButtons,
    ];

    /// <summary>What is there only while the image pipeline runs.</summary>
    public static IReadOnlyList<Entity> OfImagePipeline { get; } =
    [
        Source, LaserPower, Brightness, Contrast, Saturation, Gamma, Sharpness, Preset, Profile, Shutter, TestPattern,
        OnScreenDisplay, Blank, Laser, Illumination, Signal, SignalName, OutputResolution, .. LensButtons,
    ];

    private static Entity Temperature(string id) => Entity.Sensor(id) with { Unit = "°C", DeviceClass = "temperature" };

    private static Entity Runtime(string id) => Entity.Sensor(id) with { Unit = "h", DeviceClass = "duration" };
}
