namespace PluginHost.Barco.Protocol.Names;

/// <summary>Light source; absent unless the image pipeline runs.</summary>
internal static class IlluminationNames
{
    /// <summary>On or Off.</summary>
    public const string State = "illumination.state";

    /// <summary>Percent, between <see cref="LaserMinPower"/> and <see cref="LaserMaxPower"/>.</summary>
    public const string LaserPower = "illumination.sources.laser.power";
    public const string LaserMinPower = "illumination.sources.laser.minpower";
    public const string LaserMaxPower = "illumination.sources.laser.maxpower";
    public const string LaserActualPower = "illumination.sources.laser.actualpower";

    /// <summary>On or Off.</summary>
    public const string LaserStatus = "illumination.sources.laser.status";
    public const string LaserIsPowerLimited = "illumination.sources.laser.ispowerlimited";
    public const string LaserPowerLimitReason = "illumination.sources.laser.powerlimitreason";

    /// <summary>A method in no manual, used by one client.</summary>
    public const string Ignite = "illumination.ignite";

    /// <summary>A method in no manual, used by one client.</summary>
    public const string Extinguish = "illumination.extinguish";
}
