namespace PluginHost.Runtime.Devices.HandOver;

/// <summary>Decides how a device that is online gets from one connection to the next.</summary>
internal static class HandOverChoice
{
    /// <param name="served">What the present connection was opened for.</param>
    /// <param name="wanted">What the next one is for.</param>
    /// <param name="isResumable">Whether the present connection can be suspended.</param>
    /// <returns>The kind, and a mistake of the plan that kept it from being the declared one.</returns>
    public static (HandOverKind Kind, string? Mistake) Between(DeviceModel served, DeviceModel wanted, bool isResumable) =>
        (served.Driver, wanted.Driver) is ({ Plan: var before } old, { Plan: var after } next)
        && before.Mode == ConnectionMode.Persistent && after.Mode == ConnectionMode.Persistent
        && served.Origin == wanted.Origin && before.HandOver == after.HandOver
            ? after.HandOver switch
            {
                HandOverKind.Resume when isResumable && next.Driver is IResumingDriver && Secrets(old).SetEquals(Secrets(next)) => (HandOverKind.Resume, null),
                HandOverKind.Overlap when before.Exclusive || after.Exclusive => (HandOverKind.Reconnect, Contradiction),
                HandOverKind.Overlap => (HandOverKind.Overlap, null),
                _ => (HandOverKind.Reconnect, null),
            }
            : (HandOverKind.Reconnect, null);

    /// <summary>For a connection of the same model: going on with the same streams would renew nothing, so a resume is none.</summary>
    /// <param name="model">What the present connection was opened for.</param>
    /// <returns>The kind, and a mistake of the plan that kept it from being the declared one.</returns>
    public static (HandOverKind Kind, string? Mistake) ForRenewal(DeviceModel model) => Between(model, model, isResumable: false);

    private const string Contradiction =
        "The plan declares a hand-over by overlap for a device that allows one client only (Exclusive); it is reconnected instead.";

    /// <summary>Whoever logged in with other secrets must not be gone on with.</summary>
    private static HashSet<(string Name, string Value)> Secrets(DrivenBy driven) => [.. Secrets("", driven.Declared, driven.Settings)];

    private static IEnumerable<(string Name, string Value)> Secrets(string group, IReadOnlyList<Setting> declared, ISettings settings)
    {
        foreach (var setting in declared)
        {
            if (setting.IsSecret && settings.Find(setting) is { } node)
            {
                yield return (group + setting.Name, node.Text);
            }

            IEnumerable<(string Path, ISettings Values)> maps = setting switch
            {
                Setting<ISettings> one => [($"{group}{setting.Name}.", settings.Get(one))],
                Setting<IReadOnlyList<SettingEntry>> many => settings.Get(many).Select(entry => ($"{group}{setting.Name}.{entry.Key.Text}.", entry.Settings)),
                _ => [],
            };
            foreach (var member in maps.SelectMany(map => Secrets(map.Path, setting.Members, map.Values)))
            {
                yield return member;
            }
        }
    }
}
