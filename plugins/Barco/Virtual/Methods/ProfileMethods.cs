using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>Profiles and presets.</summary>
internal static class ProfileMethods
{
    public static void AddTo(MethodTable table)
    {
        table.AddControl(ProfileNames.ActivateProfile, PulsePropertyGroups.Image, call =>
            !call.TryGetText("name", out var name) ? CallAnswer.WrongType
            : IsProfile(call.Model, name) ? CallAnswer.True
            : CallAnswer.Error(PulseErrorCodes.ServerError, $"No such profile: {name}"));
        table.AddControl(ProfileNames.ActivatePreset, PulsePropertyGroups.Image, call =>
            call.TryGetInteger("preset", 0, PresetTable.Last, out var preset)
                ? CallAnswer.Of(call.Model.Presets[preset].Length > 0)
                : CallAnswer.WrongType);
        table.AddControl(ProfileNames.AssignPreset, PulsePropertyGroups.Image, Assign);
        table.AddQuery(ProfileNames.ProfileForPreset, PulsePropertyGroups.Image, call =>
            call.TryGetInteger("preset", 0, PresetTable.Last, out var preset)
                ? CallAnswer.Of(call.Model.Presets[preset])
                : CallAnswer.WrongType);
    }

    private static CallAnswer Assign(Call call)
    {
        if (!call.TryGetInteger("preset", 0, PresetTable.Last, out var preset)
            || !call.Request.TryGetArgument("name", 1, out var name)
            || name.ValueKind != JsonValueKind.String)
        {
            return CallAnswer.WrongType;
        }

        call.Model.Presets[preset] = name.GetString()!;
        return CallAnswer.True;
    }

    private static bool IsProfile(ProjectorModel model, string name) =>
        model.Properties.TryGet(ProfileNames.Profiles, out var profiles)
        && profiles.Value!.AsArray().Any(profile => profile!.GetValue<string>() == name);
}
