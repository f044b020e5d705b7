using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Outputs;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Declarations;

/// <summary>Makes the house from the settings, and finds all that is wrong with them together.</summary>
internal sealed class HouseReader
{
    private readonly ISettings _settings;
    private readonly List<SettingError> _mistakes = [];
    private readonly Dictionary<OutputAddress, SettingEntry> _addresses = [];
    private readonly Dictionary<string, SettingEntry> _ids = [];
    private readonly Dictionary<int, ModuleType> _modules = [];

    private HouseReader(ISettings settings) => _settings = settings;

    /// <summary>Makes the house.</summary>
    /// <param name="settings">Checked one by one.</param>
    /// <exception cref="SettingException">They make no sense together.</exception>
    public static House Read(ISettings settings)
    {
        var reader = new HouseReader(settings);
        var house = reader.Read();
        return reader._mistakes.Count == 0 ? house : throw new SettingException(reader._mistakes);
    }

    private House Read()
    {
        ReadModules();
        var outputs = ReadOutputs(IpcomSettings.Lights, isLight: true).Concat(ReadOutputs(IpcomSettings.Switches, isLight: false)).ToList();
        var (covers, entities) = ReadCovers();
        return new House(outputs, covers, entities);
    }

    private void ReadModules()
    {
        foreach (var (key, value) in _settings.Get(IpcomSettings.Modules).Entries)
        {
            var names = Enum.GetValues<ModuleType>().ToDictionary(NameOf);
            if (!int.TryParse(key.Text, out var module) || module is < 1 or > OutputAddress.Modules)
            {
                Mistake(key, $"modules: '{key.Text}' is no module; they are numbered from 1 to {OutputAddress.Modules}");
            }
            else if (!names.TryGetValue(value.Text, out var type))
            {
                Mistake(value, $"modules: {module}: expected one of {string.Join(", ", names.Keys)}{Suggestion.For(value.Text, names.Keys)}");
            }
            else
            {
                _modules[module] = type;
            }
        }
    }

    private IEnumerable<IHouseOutput> ReadOutputs(Setting<IReadOnlyList<SettingEntry>> map, bool isLight)
    {
        foreach (var entry in IpcomSettings.EntriesOf(_settings, map))
        {
            if (AddressOf(entry) is not { } address || Claim(entry, entry.Key.Text) is not { } id)
            {
                continue;
            }

            var name = entry.Settings.Get(IpcomSettings.DisplayName) is { Length: > 0 } given ? given : null;
            if (entry.Settings.Has(IpcomSettings.Type) && entry.Settings.Get(IpcomSettings.Type) == OutputType.Dimmer)
            {
                if (ScaleOf(entry, address) is { } scale && Claim(entry, entry.Key.Text, "-level") is { } level)
                {
                    var light = Named(Entity.Light(id), name);
                    yield return new DimmedOutput(
                        light, Named(Entity.Number(level, 0, 100, 1) with { Unit = "%", Continuous = true }, $"{light.Name} level"), address, scale);
                }
            }
            else
            {
                yield return new SwitchedOutput(Named(isLight ? Entity.Light(id) : Entity.Switch(id), name), address);
            }
        }
    }

    private (List<CoverPlan> Covers, List<CoverEntities> Entities) ReadCovers()
    {
        var relays = new Dictionary<string, SettingEntry>();
        foreach (var entry in IpcomSettings.EntriesOf(_settings, IpcomSettings.Shutters))
        {
            if (!relays.TryAdd(entry.Key.Text, entry))
            {
                Mistake(entry.Key, $"shutters: '{entry.Key.Text}' is there twice, in place and in the devices_file");
            }
        }

        List<CoverPlan> covers = [];
        List<CoverEntities> entities = [];
        foreach (var entry in relays.Values)
        {
            var address = AddressOf(entry);
            if (PairOf(entry, relays) is not { } down || address is not { } upAddress)
            {
                continue;
            }

            var shared = EntityId.WithoutRole(entry.Key.Text, down.Key.Text);

            // A room's light may be called as its shutter: in the reference integration they are of two domains.
            var key = EntityId.Of(shared) is { } taken && _ids.ContainsKey(taken) ? entry.Key.Text : shared;
            if (Claim(entry, key) is { } id && Claim(entry, key, "-movement") is not null)
            {
                var display = entry.Settings.Get(IpcomSettings.DisplayName);
                covers.Add(new CoverPlan(id, new RelayPair(upAddress, PlaceOf(down)), TravelTimeOf(entry, down), _settings.Get(IpcomSettings.DeadTime)));
                entities.Add(new CoverEntities(id, display.Length > 0 ? display : Entity.Cover(id).Name));
            }
        }

        return (covers, entities);
    }

    /// <summary>The relay that closes what this one opens; <see langword="null"/> for one that closes, and where something is wrong.</summary>
    private SettingEntry? PairOf(SettingEntry entry, Dictionary<string, SettingEntry> relays)
    {
        var key = entry.Key.Text;
        var other = entry.Settings.Get(IpcomSettings.PairedDevice);
        if (!entry.Settings.Has(IpcomSettings.Role))
        {
            Mistake(entry.Key, $"shutters: {key}: relay_role is missing: up or down");
        }
        else if (other.Length == 0)
        {
            Mistake(entry.Key, $"shutters: {key}: paired_device is missing: the key of the shutter's other relay");
        }
        else if (!relays.TryGetValue(other, out var pair))
        {
            Mistake(NodeOf(entry, IpcomSettings.PairedDevice), $"shutters: {key}: there is no '{other}'{Suggestion.For(other, relays.Keys)}");
        }
        else if (pair == entry || pair.Settings.Get(IpcomSettings.PairedDevice) != key)
        {
            Mistake(NodeOf(entry, IpcomSettings.PairedDevice), $"shutters: {key}: '{other}' must name '{key}' as its paired_device, and be another relay");
        }
        else if (pair.Settings.Has(IpcomSettings.Role) && pair.Settings.Get(IpcomSettings.Role) == entry.Settings.Get(IpcomSettings.Role))
        {
            Mistake(NodeOf(entry, IpcomSettings.Role), $"shutters: {key}: it and '{other}' have the same relay_role; one must be up, the other down");
        }
        else if (entry.Settings.Get(IpcomSettings.Role) == RelayRole.Up)
        {
            return pair;
        }

        return null;
    }

    private TimeSpan? TravelTimeOf(params IEnumerable<SettingEntry> relays)
    {
        var own = relays.FirstOrDefault(relay => relay.Settings.Has(IpcomSettings.OwnTravelTime));
        var time = own?.Settings.Get(IpcomSettings.OwnTravelTime) ?? _settings.Get(IpcomSettings.TravelTime);
        return time > TimeSpan.Zero ? time : null;
    }

    private DimmerScale? ScaleOf(SettingEntry entry, OutputAddress address)
    {
        if (!_modules.TryGetValue(address.Module, out var type))
        {
            // The only dimmer module that anybody has described.
            return DimmerScale.Percent;
        }

        if (type is ModuleType.Exo8 or ModuleType.ExoStore)
        {
            Mistake(NodeOf(entry, IpcomSettings.Type), $"{entry.Key.Text}: module {address.Module} is {NameOf(type)}, which has no dimmers");
            return null;
        }

        return type == ModuleType.ExoDim ? DimmerScale.Percent : DimmerScale.Byte;
    }

    private static OutputAddress PlaceOf(SettingEntry entry) => new(entry.Settings.Get(IpcomSettings.Module), entry.Settings.Get(IpcomSettings.Output));

    private OutputAddress? AddressOf(SettingEntry entry)
    {
        var address = PlaceOf(entry);
        if (!_addresses.TryAdd(address, entry))
        {
            var first = _addresses[address];
            Mistake(entry.Key, $"{entry.Key.Text}: output {address.Output} of module {address.Module} is already '{first.Key.Text}' in {LineOf(first, entry)}");
            return null;
        }

        return address;
    }

    private string? Claim(SettingEntry entry, string key, string suffix = "")
    {
        if (EntityId.Of(key) is not { } own)
        {
            Mistake(entry.Key, $"the key '{entry.Key.Text}' must have at most 55 letters: a to z, digits, '_' and '-'");
            return null;
        }

        var id = own + suffix;
        if (LinkEntities.Ids.Contains(id))
        {
            Mistake(entry.Key, $"the key '{entry.Key.Text}' gives the id '{id}', which the driver has for itself");
            return null;
        }

        if (!_ids.TryAdd(id, entry))
        {
            Mistake(entry.Key, $"the key '{entry.Key.Text}' gives the id '{id}', which '{_ids[id].Key.Text}' in {LineOf(_ids[id], entry)} has already");
            return null;
        }

        return id;
    }

    private void Mistake(SettingNode node, string message) => _mistakes.Add(SettingError.At(node, message));

    private static SettingNode NodeOf(SettingEntry entry, Setting setting) => entry.Settings.Find(setting) ?? entry.Key;

    /// <summary>A mistake is told in its own file; the other entry may stand in the other one.</summary>
    private static string LineOf(SettingEntry other, SettingEntry entry) => other.Key.File == entry.Key.File
        ? $"line {other.Key.Line}"
        : $"line {other.Key.Line} of {other.Key.File ?? "the configuration"}";

    private static Entity Named(Entity entity, string? name) => name is null ? entity : entity with { Name = name };

    private static string NameOf(ModuleType type) => type switch
    {
        ModuleType.Exo8 => "exo8",
        ModuleType.ExoDim => "exo-dim",
        ModuleType.ExoStore => "exo-store",
        _ => "dim255",
    };
}
