using System.Globalization;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>Which profile each preset number stands for; an empty name is a free preset.</summary>
internal sealed class PresetTable
{
    public const int Last = 29;

    private readonly PropertyStore _store;
    private readonly PresetForm _form;
    private readonly string[] _names = new string[Last + 1];

    public PresetTable(PropertyStore store, PresetForm form)
    {
        (_store, _form) = (store, form);
        Array.Fill(_names, "");
        store.Add(new VirtualProperty(
            ProfileNames.PresetAssignments, PulsePropertyGroups.Image, PropertyType.Object, isWritable: false, Shape()));
    }

    public string this[int preset]
    {
        get => _names[preset];
        set
        {
            _names[preset] = value;
            _store.Set(ProfileNames.PresetAssignments, Shape());
        }
    }

    private JsonNode Shape() => _form switch
    {
        PresetForm.Pairs => new JsonArray([.. _names.Select((name, preset) => new JsonArray(preset, name))]),
        PresetForm.Objects => new JsonArray(
            [.. _names.Select((name, preset) => new JsonObject { ["key"] = preset, ["value"] = name })]),
        _ => new JsonObject(_names.Select((name, preset) =>
            KeyValuePair.Create(preset.ToString(CultureInfo.InvariantCulture), (JsonNode?)name))),
    };
}
