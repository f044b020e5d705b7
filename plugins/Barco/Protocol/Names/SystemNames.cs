namespace PluginHost.Barco.Protocol.Names;

/// <summary>Power and identity; there in every state in which the projector answers.</summary>
internal static class SystemNames
{
    public const string PowerOn = "system.poweron";
    public const string PowerOff = "system.poweroff";
    public const string GoToReady = "system.gotoready";
    public const string GoToEco = "system.gotoeco";

    /// <summary>Resets the idle timers.</summary>
    public const string Activity = "system.activity";

    public const string State = "system.state";

    /// <summary>Missing in older firmware.</summary>
    public const string TargetState = "system.targetstate";

    /// <summary>Ten digits; the projector's unique id.</summary>
    public const string SerialNumber = "system.serialnumber";
    public const string ModelName = "system.modelname";
    public const string FirmwareVersion = "system.firmwareversion";
    public const string FamilyName = "system.familyname";
    public const string ArticleNumber = "system.articlenumber";
    public const string Name = "system.name";

    /// <summary>A method of older firmware: all of the identity as an object.</summary>
    public const string GetIdentifications = "system.getidentifications";

    /// <summary>Normal, Warning or Error; older firmware has <see cref="EnvironmentNames.AlarmState"/>.</summary>
    public const string Health = "system.health";

    /// <summary>normal, silent, longlife or highbrightness; newer firmware.</summary>
    public const string OperationalMode = "system.operationalmodes.mode";

    public const string EcoEnable = "system.eco.enable";
    public const string EcoAvailable = "system.eco.available";
    public const string StandbyEnable = "system.standby.enable";
    public const string StandbyAvailable = "system.standby.available";
}
