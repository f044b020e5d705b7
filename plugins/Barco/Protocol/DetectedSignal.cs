using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>
/// <c>image.connector.NAME.detectedsignal</c>. Only <see cref="Active"/> is sure to be there; firmwares
/// differ in the rest, and an inactive input has an empty name and zeros.
/// </summary>
internal sealed record DetectedSignal
{
    public required bool Active { get; init; }

    /// <summary>For people, such as <c>2560x1600 @ 50.10Hz</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>In pixels.</summary>
    public double? HorizontalResolution { get; init; }

    /// <summary>In lines.</summary>
    public double? VerticalResolution { get; init; }

    /// <summary>In hertz.</summary>
    public double? VerticalFrequency { get; init; }

    public string? Scan { get; init; }

    public double? BitsPerComponent { get; init; }

    public string? ColorSpace { get; init; }

    public string? SignalRange { get; init; }

    public string? ChromaSampling { get; init; }

    public string? GammaType { get; init; }

    /// <returns>False where the answer is no object with <c>active</c>.</returns>
    public static bool TryParse(JsonElement answer, [NotNullWhen(true)] out DetectedSignal? signal)
    {
        signal = answer.Flag("active"u8) is { } active
            ? new DetectedSignal
            {
                Active = active,
                Name = answer.Text("name"u8) ?? "",
                HorizontalResolution = answer.Number("horizontal_resolution"u8),
                VerticalResolution = answer.Number("vertical_resolution"u8),
                VerticalFrequency = answer.Number("vertical_frequency"u8),
                Scan = answer.Text("scan"u8),
                BitsPerComponent = answer.Number("bits_per_component"u8),
                ColorSpace = answer.Text("color_space"u8),
                SignalRange = answer.Text("signal_range"u8),
                ChromaSampling = answer.Text("chroma_sampling"u8),
                GammaType = answer.Text("gamma_type"u8),
            }
            : null;
        return signal is not null;
    }
}
