namespace PluginHost.Barco.Protocol.Names;

/// <summary>Profiles and the presets that stand for them. No property tells which profile is active.</summary>
internal static class ProfileNames
{
    /// <summary>A method; argument <c>preset</c>, 0 to 29.</summary>
    public const string ActivatePreset = "profile.activatepreset";
    public const string AssignPreset = "profile.assignpreset";

    /// <summary>A method; answers with a name, or an empty one.</summary>
    public const string ProfileForPreset = "profile.profileforpreset";

    /// <summary>A method; argument <c>name</c>.</summary>
    public const string ActivateProfile = "profile.activateprofile";

    public const string Profiles = "profile.profiles";
    public const string PresetAssignments = "profile.presetassignments";
}
