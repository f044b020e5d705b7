namespace PluginHost.Barco.Protocol.Names;

/// <summary>Sensors.</summary>
internal static class EnvironmentNames
{
    /// <summary>In degrees Celsius.</summary>
    public const string InletTemperature = "environment.temperature.inlet.value";

    /// <summary>In degrees Celsius.</summary>
    public const string OutletTemperature = "environment.temperature.outlet.value";

    /// <summary>In degrees Celsius.</summary>
    public const string MainboardTemperature = "environment.temperature.mainboard.value";

    /// <summary>A method; arguments <c>type</c>, such as Sensor, and <c>valuetype</c>, such as Temperature or Speed.</summary>
    public const string GetControlBlocks = "environment.getcontrolblocks";

    /// <summary>Ok, Alert, Warning, Error or Fatal; older firmware.</summary>
    public const string AlarmState = "environment.alarmstate";
}
