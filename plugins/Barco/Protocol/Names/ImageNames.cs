namespace PluginHost.Barco.Protocol.Names;

/// <summary>Sources, signal and picture; absent unless the image pipeline runs.</summary>
internal static class ImageNames
{
    /// <summary>A method: the names that <see cref="Source"/> takes.</summary>
    public const string SourceList = "image.source.list";

    /// <summary>A method: the connectors.</summary>
    public const string ConnectorList = "image.connector.list";

    /// <summary>Empty for none; a switch is notified as empty first, then as the new source.</summary>
    public const string Source = "image.window.main.source";

    public const string ActiveSignal = "image.window.main.activesignal";

    /// <summary>Fill, OneToOne, FillScreen or Stretch.</summary>
    public const string ScalingMode = "image.window.main.scalingmode";

    /// <summary>An object of <c>pixels</c> and <c>lines</c>.</summary>
    public const string ProcessingSize = "image.resolution.processing.size";

    /// <summary>-1 to 1, step 0.01, default 0.</summary>
    public const string Brightness = "image.brightness";

    /// <summary>0 to 2, step 0.01, default 1.</summary>
    public const string Contrast = "image.contrast";

    /// <summary>0 to 2, step 0.01, default 1.</summary>
    public const string Saturation = "image.saturation";

    /// <summary>1 to 3, step 0.1, default 2.2.</summary>
    public const string Gamma = "image.gamma";

    /// <summary>-2 to 8, whole.</summary>
    public const string Sharpness = "image.sharpness";

    /// <summary>0 to 1.</summary>
    public const string Intensity = "image.intensity";

    /// <summary>DESKTOP_FRONT, DESKTOP_REAR, CEILING_FRONT or CEILING_REAR.</summary>
    public const string Orientation = "image.orientation";

    public const string TestPatternShow = "image.testpattern.show";
    public const string TestPatternSelected = "image.testpattern.selected";

    /// <summary>A method: objects with <c>id</c> and <c>name</c>.</summary>
    public const string TestPatternList = "image.testpattern.list";
    public const string TestPatternToggle = "image.testpattern.toggle";

    /// <summary>The property with the signal that one source receives.</summary>
    public static string DetectedSignal(string source) =>
        $"image.connector.{ConnectorName.FromSource(source)}.detectedsignal";
}
