using System.Globalization;
using System.Text.Json;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.State;

/// <summary>Properties that each show as one entity.</summary>
internal static class PropertyBindings
{
    public static IReadOnlyList<PropertyBinding> Picture { get; } =
    [
        new(IlluminationNames.LaserPower, BarcoEntities.LaserPower, Number),
        new(IlluminationNames.State, BarcoEntities.Illumination, IsOn),
        new(IlluminationNames.LaserStatus, BarcoEntities.Laser, IsOn),
        new(ImageNames.Brightness, BarcoEntities.Brightness, Number),
        new(ImageNames.Contrast, BarcoEntities.Contrast, Number),
        new(ImageNames.Saturation, BarcoEntities.Saturation, Number),
        new(ImageNames.Gamma, BarcoEntities.Gamma, Number),
        new(ImageNames.Sharpness, BarcoEntities.Sharpness, Number),
        new(ImageNames.ActiveSignal, BarcoEntities.Signal, Flag),
        new(ImageNames.ProcessingSize, BarcoEntities.OutputResolution, Size),
        new(ImageNames.TestPatternShow, BarcoEntities.TestPattern, Flag),
        new(UserInterfaceNames.OnScreenDisplay, BarcoEntities.OnScreenDisplay, Flag),
        new(UserInterfaceNames.BlankShow, BarcoEntities.Blank, Flag),
        new(OpticsNames.ShutterPosition, BarcoEntities.Shutter, Shutter),
    ];

    public static IReadOnlyList<PropertyBinding> Sensors { get; } =
    [
        new(EnvironmentNames.InletTemperature, BarcoEntities.InletTemperature, Number),
        new(EnvironmentNames.OutletTemperature, BarcoEntities.OutletTemperature, Number),
        new(EnvironmentNames.MainboardTemperature, BarcoEntities.MainboardTemperature, Number),
    ];

    public static IReadOnlyList<PropertyBinding> Identity { get; } =
    [
        new(SystemNames.SerialNumber, BarcoEntities.Serial, Text),
        new(SystemNames.ModelName, BarcoEntities.Model, Text),
        new(SystemNames.FirmwareVersion, BarcoEntities.Firmware, Text),
    ];

    public static IReadOnlyDictionary<string, PropertyBinding> ByProperty { get; } =
        Picture.Concat(Sensors).Concat(Identity).ToDictionary(binding => binding.Property, StringComparer.Ordinal);

    public static EntityValue Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : EntityValue.Nothing;

    private static EntityValue Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : EntityValue.Nothing;

    private static EntityValue Flag(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : EntityValue.Nothing;

    private static EntityValue IsOn(JsonElement value) => Text(value) is { Kind: EntityValueKind.Text } text
        ? text.Text == "On"
        : EntityValue.Nothing;

    private static EntityValue Shutter(JsonElement value) => Text(value) is { Kind: EntityValueKind.Text } text
        ? text.Text switch
        {
            "Open" => 100,
            "Closed" => 0,
            _ => EntityValue.Nothing,
        }
        : EntityValue.Nothing;

    private static EntityValue Size(JsonElement value) =>
        value.Number("pixels"u8) is { } pixels && value.Number("lines"u8) is { } lines
            ? string.Create(CultureInfo.InvariantCulture, $"{pixels} x {lines}")
            : EntityValue.Nothing;
}
