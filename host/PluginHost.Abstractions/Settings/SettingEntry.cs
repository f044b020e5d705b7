namespace PluginHost;

/// <summary>One entry of a <see cref="Setting.Map"/>: a key of the user's own with its settings.</summary>
/// <param name="Key">The key as the user wrote it, with its place.</param>
/// <param name="Settings">The values of the declared members.</param>
/// <param name="Node">The entry as it stands in the configuration, with its place.</param>
/// <example>
/// <code>
/// foreach (var light in settings.Get(Lights))
/// {
///     var address = (light.Settings.Get(Module), light.Settings.Get(Output));
///     if (!taken.Add(address)) { mistakes.Add(SettingError.At(light.Node, $"{light.Key.Text}: its output is used twice")); }
/// }
/// </code>
/// </example>
public sealed record SettingEntry(SettingNode Key, ISettings Settings, SettingNode Node);
