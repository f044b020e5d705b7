using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>The properties that are there while the image pipeline runs.</summary>
internal static class ImageSeed
{
    public static IReadOnlyList<string> Sources { get; } =
    [
        "HDMI", "DisplayPort 1", "DisplayPort 2", "Dual DisplayPort columns", "Dual DisplayPort sequential", "HDBaseT",
        "SDI", "DVI 1", "DVI 2", "Dual DVI columns", "Dual DVI sequential",
    ];

    public static IReadOnlyList<string> Motors { get; } =
        [OpticsNames.Zoom, OpticsNames.Focus, OpticsNames.LensShiftHorizontal, OpticsNames.LensShiftVertical];

    public static IReadOnlyList<string> TestPatterns { get; } = ["grid", "colorbars", "white"];

    public static void Fill(PropertyStore store)
    {
        Writable(ImageNames.Source, PropertyType.Choice([.. Sources]), Sources[0]);
        ReadOnly(ImageNames.ActiveSignal, PropertyType.Flag, true);
        Writable(ImageNames.ScalingMode, PropertyType.Choice("Fill", "OneToOne", "FillScreen", "Stretch"), "Fill");
        ReadOnly(ImageNames.ProcessingSize, PropertyType.Object, new JsonObject { ["pixels"] = 5120, ["lines"] = 2160 });
        foreach (var source in Sources)
        {
            ReadOnly(ImageNames.DetectedSignal(source), PropertyType.Object, Signal(source == Sources[0]));
        }

        Writable(ImageNames.Brightness, PropertyType.Float(-1, 1), 0);
        Writable(ImageNames.Contrast, PropertyType.Float(0, 2), 1);
        Writable(ImageNames.Saturation, PropertyType.Float(0, 2), 1);
        Writable(ImageNames.Gamma, PropertyType.Float(1, 3, 0.1), 2.2);
        Writable(ImageNames.Sharpness, PropertyType.Integer(-2, 8), 0);
        Writable(ImageNames.Intensity, PropertyType.Float(0, 1), 1);
        Writable(ImageNames.Orientation, PropertyType.Choice("DESKTOP_FRONT", "DESKTOP_REAR", "CEILING_FRONT", "CEILING_REAR"), "DESKTOP_FRONT");
        Writable(ImageNames.TestPatternShow, PropertyType.Flag, false);
        Writable(ImageNames.TestPatternSelected, PropertyType.Choice([.. TestPatterns]), TestPatterns[0]);
        Writable(UserInterfaceNames.OnScreenDisplay, PropertyType.Flag, true);
        Writable(UserInterfaceNames.BlankEnable, PropertyType.Flag, true);
        Writable(UserInterfaceNames.BlankShow, PropertyType.Flag, false);

        ReadOnly(IlluminationNames.State, PropertyType.Text, "Off");
        Writable(IlluminationNames.LaserPower, PropertyType.Float(15, 100), 75);
        ReadOnly(IlluminationNames.LaserMinPower, PropertyType.Float(0, 100), 15);
        ReadOnly(IlluminationNames.LaserMaxPower, PropertyType.Float(0, 100), 100);
        ReadOnly(IlluminationNames.LaserActualPower, PropertyType.Float(0, 100), 0);
        ReadOnly(IlluminationNames.LaserStatus, PropertyType.Text, "Off");
        ReadOnly(IlluminationNames.LaserIsPowerLimited, PropertyType.Flag, false);
        ReadOnly(IlluminationNames.LaserPowerLimitReason, PropertyType.Text, "");

        ReadOnly(ProfileNames.Profiles, PropertyType.Object, new JsonArray("Gaming", "Profile 1"));
        Writable(OpticsNames.ShutterTarget, PropertyType.Choice("Open", "Closed"), "Open");
        ReadOnly(OpticsNames.ShutterPosition, PropertyType.Text, "Open");
        ReadOnly(OpticsNames.LensPresent, PropertyType.Flag, true);
        foreach (var motor in Motors)
        {
            Writable(motor + OpticsNames.MotorTarget, PropertyType.Integer(0, 65535), 32768);
            ReadOnly(motor + OpticsNames.MotorPosition, PropertyType.Integer(0, 65535), 32768);
            ReadOnly(motor + OpticsNames.MotorMinPosition, PropertyType.Integer(0, 65535), 0);
            ReadOnly(motor + OpticsNames.MotorMaxPosition, PropertyType.Integer(0, 65535), 65535);
            ReadOnly(motor + OpticsNames.MotorState, PropertyType.Text, "Stopped");
        }

        void ReadOnly(string name, PropertyType type, JsonNode value) => Add(name, type, false, value);

        void Writable(string name, PropertyType type, JsonNode value) => Add(name, type, true, value);

        void Add(string name, PropertyType type, bool isWritable, JsonNode value) =>
            store.Add(new VirtualProperty(name, PulsePropertyGroups.Image, type, isWritable, value));
    }

    private static JsonObject Signal(bool active) => new()
    {
        ["active"] = active,
        ["name"] = active ? "5120x2160@60 Hz" : "",
        ["horizontal_resolution"] = active ? 5120 : 0,
        ["vertical_resolution"] = active ? 2160 : 0,
        ["vertical_frequency"] = active ? 60.0 : 0.0,
    };
}
