using System.Globalization;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>An Altitude as its protocol is documented: deaf before it knows a client's name, and talkative afterwards.</summary>
internal sealed class FakeAltitude() : FakeLineDevice("\r\n;")
{
    private const string Refused = "ERROR: ";

    private static readonly string[] Upmixers = "auto native legacy dolby dts auro3d upmix_on_native".Split(' ');
    private static readonly string[] Remappings = "none 2D 3D autoroute manual".Split(' ');
    private static readonly string[] Flags = ["quick_optimized", "use_acoustics_correction", "use_level_alignment", "use_time_alignment", "fav_light"];

    private readonly Dictionary<string, int> _bits = new() { ["mute"] = 0, ["dim"] = 0, ["bypass"] = 0 };
    private readonly string[] _sources = ["Kaleidescape", "Apple TV", "Turntable"];
    private readonly string[] _presets = ["Builtin", "Cinema", "Music at night"];
    private double _volume = -40;
    private int _source;
    private int _preset;
    private string _upmixer = "auto";

    public string Version { get; set; } = "5.3.0pre3+#+, ID 19923109";

    /// <summary>Told right after the welcome, before the client has said its name.</summary>
    public string Push { get; set; } = "";

    /// <summary>Documented to be possible: state lines come before their OK.</summary>
    public bool StateFirst { get; set; }

    /// <summary>Accepts, and tells of nothing: what it does is found by asking only.</summary>
    public bool IsTaciturn { get; set; }

    /// <summary>A CI in network standby: how many connections it drops while it hears their names.</summary>
    public int Drops { get; set; }

    /// <summary>Whether the state comes with the lists of names.</summary>
    public bool ListsNames { get; set; } = true;

    public double Loudest { get; set; } = 20;

    public double Volume => _volume;

    protected override async Task GreetAsync(FakeConnection client) =>
        await client.SendAsync($"Welcome on Trinnov Optimizer (Version {Version})\n{Push}");

    protected override async Task<bool> TakeAsync(FakeConnection client, string line)
    {
        if (!client.IsIdentified)
        {
            return await IdentifyAsync(client, line);
        }

        if (line is "bye" or "exit" or "quit")
        {
            await client.SendAsync("BYE\n");
            return false;
        }

        var (own, toAll) = Answer(line);
        if (own.StartsWith(Refused, StringComparison.Ordinal))
        {
            Violations.Enqueue($"'{line}' was refused");
            await client.SendAsync(own);
            return true;
        }

        toAll = IsTaciturn ? "" : toAll;
        await client.SendAsync(StateFirst ? $"{own}{toAll}OK\n" : $"OK\n{own}{toAll}");
        foreach (var other in Clients.Where(other => other != client && other.IsIdentified))
        {
            await other.SendAsync(toAll);
        }

        return true;
    }

    private async Task<bool> IdentifyAsync(FakeConnection client, string line)
    {
        if (!line.StartsWith("id ", StringComparison.Ordinal))
        {
            Violations.Enqueue($"'{line}' before a name");
            return true;
        }

        if (Drops > 0)
        {
            Drops--;
            return false;
        }

        client.IsIdentified = true;
        await client.SendAsync("OK\n");
        return true;
    }

    private (string Own, string ToAll) Answer(string line)
    {
        switch (line.Split(' ', 2))
        {
            case ["get_current_state"]:
                return ($"{Names()}{Levels()}CURRENT_PRESET {_preset}\nCURRENT_PROFILE {_source}\nSRATE 48000\nAUDIOSYNC_STATUS 1\nAUDIOSYNC Master\n"
                    + "DECODER NONAUDIO 0 PLAYABLE 1 DECODER PCM UPMIXER none\nCURRENT_SOURCE_FORMAT_NAME Stereo PCM\nSOURCE 5\nDISPLAY_VOLUME 1\n"
                    + "NETSTATUS WLAN AP AP_PASSWORD \"hunter2\" WPA_PSK swordfish\n", "");
            case ["send_volume"]: return (Levels(), "");
            case ["get_current_profile"]: return ($"CURRENT_PROFILE {_source}\n", "");
            case ["get_current_preset"]: return ($"CURRENT_PRESET {_preset}\n", "");
            case ["get_all_label"]: return (Labels(), "");
            case ["get_profile_name", var text] when Index(text, _sources) is { } index: return ($"PROFILE {index}: {_sources[index]}\n", "");
            case ["upmixer"]: return ($"UPMIXER {_upmixer}\n", "");
            case ["upmixer", var mode] when Upmixers.Contains(mode): return ("", $"UPMIXER {_upmixer = mode}\n");
            case ["upmixer", "+" or "-" or "0" or "1"]: return ("", $"{_upmixer = "dts"}\n");
            case ["remapping_mode", var mode] when Remappings.Contains(mode): return ("", $"REMAPPING_MODE {mode}\n");
            case ["volume", var text] when Decibels(text) is { } volume: return ("", Louden(volume));
            case ["dvolume", var text] when Decibels(text) is { } step: return ("", Louden(_volume + step));
            case ["volume_ramp", var text] when text.Split(' ') is [var target, "50"] && Decibels(target) is { } volume: return ("", Ramp(volume));
            case [var what, "0" or "1" or "2"] when _bits.TryGetValue(what, out var bit):
                _bits[what] = line[^1] == '2' ? 1 - bit : line[^1] - '0';
                return ("", $"{what.ToUpperInvariant()} {_bits[what]}\n");
            case [var what, "0" or "1" or "2"] when Flags.Contains(what): return ("", what == "fav_light" ? $"FAV_LIGHT {line[^1]}\n" : "");
            case ["profile", var text] when Index(text, _sources) is { } index: return ("", $"META_PRESET_LOADED {_source = index}\nCURRENT_PROFILE {index}\n");
            case ["loadp", var text] when Index(text, _presets) is { } index:
                return ("", $"SPEAKER_INFO 0 1.36485 102.091 -43.3817\nSPEAKER_INFO 1 1.21479 100.781 28.5073\nSTART_RUNNING\nCURRENT_PRESET {_preset = index}\n");
            case ["loadp", _]: return (Refused + "non-existing or inaccessible config file\n", "");
            case ["power_off_SECURED_FHZMCH48FE"]: return ("", "");
            default: return (Refused + "unknown command\n", "");
        }
    }

    private static int? Index(string text, string[] names) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < names.Length ? index : null;

    private static double? Decibels(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var volume) ? volume : null;

    private string Louden(double volume) => Invariant($"VOLUME {_volume = Math.Min(volume, Loudest):0.000000}\n");

    private string Ramp(double target)
    {
        var start = _volume;
        return string.Concat(Enumerable.Range(0, 11).Select(step => Louden(start + ((target - start) * step / 10))));
    }

    private string Levels() => Invariant($"VOLUME {_volume:0.000000}\nMUTE {_bits["mute"]}\nDIM {_bits["dim"]}\nBYPASS {_bits["bypass"]}\n");

    private string Names() =>
        ListsNames ? "PROFILES_CLEAR\n" + string.Concat(_sources.Select((name, index) => $"PROFILE {index}: {name}\n")) : "";

    private string Labels() => "LABELS_CLEAR\n" + string.Concat(_presets.Select((name, index) => $"LABEL {index}: {name}\n"));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
