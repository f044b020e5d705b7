// Trinnov Altitude processors (16, 32, CI) over their automation protocol: TCP 44100, text lines, one connection kept for good.
// Sources: Trinnov's "Altitude Processor Automation Protocol" 1.15 of 2019; the clients binarylogic/py-trinnov-altitude,
// johncarey70/uc-integration-trinnov; issues 3, 10, 12 and 78 of binarylogic/trinnov-altitude-homeassistant.
// Nothing was tried on a device. UNCONFIRMED marks the places that rest on one client or on nobody but us.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using PluginHost;

[DeviceDriver("trinnov-altitude", Name = "Trinnov Altitude", Version = "1.0.0")]
public sealed class TrinnovAltitudeDriver : IDeviceDriver, IResumingDriver, IOfflineCommands
{
    private static readonly Setting<string> Host = Setting.Required("host", "Name or address of the Altitude, in the host's own subnet.");
    private static readonly Setting<int> Port = Setting.Integer("port", 44100, 1, 65535);
    private static readonly Setting<string> Mac = Setting.Text("mac", "Hardware address for waking it up, as its network page shows it.");
    private static readonly Setting<double> Loudest = Setting.Number("max-volume", 0, -120, 20, "The loudest volume that can be set, in dB.");
    private static readonly Setting<int> Ramp = Setting.Integer("ramp", 0, 0, 3000, "Milliseconds in which a new volume is approached.");
    private static readonly StreamOptions KeepAlive = new() { KeepAliveTime = TimeSpan.FromSeconds(10), KeepAliveInterval = TimeSpan.FromSeconds(3), KeepAliveProbes = 3 };

    public IReadOnlyList<Setting> Settings => [Host, Port, Mac, Loudest, Ramp];

    public DriverPlan Plan(ISettings settings) => settings.Get(Mac) is { Length: > 0 } mac && mac.Count(char.IsAsciiHexDigit) != 12
        ? throw new SettingException(settings.Find(Mac), "is no hardware address such as 00:04:A5:12:34:56")
        : new() { Entities = AltitudeConnection.Fixed(settings.Get(Loudest)), Exclusive = false, HandOver = HandOverKind.Resume };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => await new AltitudeConnection(attempt,
        await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), attempt.Settings.Get(Port), deadline, KeepAlive), attempt.Settings.Get(Ramp)).BeginAsync(null, deadline);

    public async Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline) =>
        left is not { Version: 1, Streams: [var stream] } ? null
        : await new AltitudeConnection(attempt, stream, attempt.Settings.Get(Ramp)).BeginAsync(Encoding.UTF8.GetString(left.State.Span), deadline);

    public async Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline)
    {
        if (command.Entity.Id != "power" || !command.Value.Boolean || device.Settings.Get(Mac) is not { Length: > 0 } mac) { return OfflineDecision.NotHandled; }
        await device.Transports.WakeAsync(mac, deadline);
        return OfflineDecision.Hold(TimeSpan.FromMinutes(3)); // UNCONFIRMED: how long it takes to start.
    }
}

internal sealed class AltitudeConnection(IConnectionContext attempt, IStreamTransport stream, int ramp) : IResumableConnection
{
    private const string PowerOff = "power_off_SECURED_FHZMCH48FE";
    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250), LongestSilence = TimeSpan.FromSeconds(60), Rarely = TimeSpan.FromMinutes(10);
    private static readonly string[] Questions = ["id PluginHost", "get_current_state", "upmixer", "get_current_preset", "get_current_profile", "get_all_label"];
    private static readonly string[] Upmixers = ["auto", "native", "legacy", "dolby", "dts", "auro3d", "upmix_on_native"];
    private static readonly (string Id, string Names, string Current)[] Lists = [("source", "PROFILE", "CURRENT_PROFILE"), ("preset", "LABEL", "CURRENT_PRESET")];
    private static readonly Dictionary<string, string> Switches = (((string, string)[])
    [
        ("mute", "mute"), ("dim", "dim"), ("bypass", "bypass"), ("optimizer", "quick_optimized"), ("front-display", "fav_light"),
        ("acoustics-correction", "use_acoustics_correction"), ("level-alignment", "use_level_alignment"), ("time-alignment", "use_time_alignment"),
    ]).ToDictionary();
    private static readonly Dictionary<string, string> Buttons =
        new() { ["volume-up"] = "dvolume 0.5", ["volume-down"] = "dvolume -0.5", ["upmixer-next"] = "upmixer +", ["upmixer-previous"] = "upmixer -" };
    private static readonly Dictionary<string, string> States = (((string, string)[])
    [
        ("MUTE", "mute"), ("DIM", "dim"), ("BYPASS", "bypass"), ("UPMIXER", "upmixer"), ("REMAPPING_MODE", "remapping-mode"), ("SRATE", "sample-rate"),
        ("AUDIOSYNC_STATUS", "audio-sync"), ("AUDIOSYNC", "audio-sync-mode"), ("CURRENT_SOURCE_FORMAT_NAME", "source-format"),
        ("OPTIMIZATION", "optimizer"), ("FAV_LIGHT", "front-display"), // UNCONFIRMED; of the three corrections no such line is known.
    ]).ToDictionary();

    private readonly ConcurrentDictionary<string, string> _told = []; // The last line of each kind, for the next generation too.
    private volatile TaskCompletionSource<string>? _answer;
    private long _heardAt, _movedAt, _readAt;
    private bool _isOpen, _isLeaving, _isGivenUp;

    public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("watch", LongestSilence, WatchAsync), Rhythm.Every("selection", Rarely, ReadSelectionAsync)];

    public static IReadOnlyList<Entity> Fixed(double loudest) =>
    [
        Entity.Switch("power") with { OperableOffline = true }, Entity.Number("volume", -120, loudest) with { Unit = "dB", Continuous = true }, Entity.Select("source"),
        Entity.Select("preset"), Entity.Select("upmixer", Upmixers), Entity.Select("remapping-mode", "none", "2D", "3D", "autoroute", "manual"), Entity.BinarySensor("audio-sync"),
        .. "firmware serial decoder active-upmixer source-format sample-rate audio-sync-mode".Split(' ').Select(Entity.Sensor),
        .. Switches.Keys.Select(Entity.Switch), .. Buttons.Keys.Select(Entity.Button),
    ];

    // All of this belongs to opening: a CI in network standby accepts connections, and drops them right here.
    public async Task<IDeviceConnection> BeginAsync(string? left, Deadline deadline)
    {
        using var welcome = Budget.Start(deadline);
        foreach (var line in left?.Split('\n') ?? []) { Take(line); }
        while (!_told.ContainsKey("Welcome")) { Take(await stream.Input.ReadLineAsync(welcome)); }
        foreach (var question in left is null ? Questions : []) { await AskAsync(question, deadline); }
        attempt.Entities.Set("power", true);
        (_isOpen, _readAt) = (true, attempt.Time.GetTimestamp());
        return this;
    }

    public async Task ListenAsync(CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } line) { Take(line); }
        throw ConnectionEndedException.Lost(_isLeaving ? "The Altitude has switched off." : "The Altitude closed the connection.");
    }

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        var (command, id, value) = (commands[0], commands[0].Entity.Id, commands[0].Value);
        if (_isLeaving) { throw new DeviceBusyException("The Altitude is switching off."); }
        var (text, bit) = (value.ToString(), (value == true) ^ (id == "front-display") ? "1" : "0"); // fav_light 1 is dark.
        var (request, expected, read) = id switch
        {
            "power" => (value.Boolean ? "get_current_profile" : PowerOff, "", ""),
            "volume" => (ramp > 0 ? $"volume_ramp {Decibels(value.Number)} {ramp}" : $"volume {Decibels(value.Number)}", $"VOLUME {Decibels(value.Number)}", "send_volume"),
            "source" => ($"profile {NumberOf("PROFILE", text)}", $"CURRENT_PROFILE {NumberOf("PROFILE", text)}", "get_current_profile"),
            "preset" => ($"loadp {NumberOf("LABEL", text)}", $"CURRENT_PRESET {NumberOf("LABEL", text)}", "get_current_preset"),
            "upmixer" => ($"upmixer {text}", $"UPMIXER {text}", "upmixer"),
            "remapping-mode" => ($"remapping_mode {text}", "", ""), // Nothing but the whole state would tell it.
            "mute" or "dim" or "bypass" => ($"{id} {bit}", $"{id.ToUpperInvariant()} {bit}", "send_volume"),
            _ => (Buttons.GetValueOrDefault(id) ?? $"{Switches[id]} {bit}", "", ""),
        };
        if (await AskAsync(request, deadline) is { Length: > 0 } refusal) { command.Refuse(refusal); return; }
        if (_isLeaving = request == PowerOff) { attempt.SetBusy("The Altitude is switching off."); }
        if (command.Entity.Kind == EntityKind.Switch && expected.Length == 0) { attempt.Entities.Set(id, value, outlivesConnection: _isLeaving); }
        while (expected.Length > 0 && !_told.Values.Contains(expected) && command.Outcome is null)
        {
            await Task.Delay(Pause, attempt.Time, deadline.Token);
            await AskAsync(read, deadline); // OK said no more than "understood". It is not sent again; what became of it is asked for.
            if (deadline.Remaining < TimeSpan.FromSeconds(5)) { command.Fail("The Altitude accepted it, but does not show it."); }
        }
    }

    public Task<HandOverState> SuspendAsync(Deadline deadline) => Task.FromResult(
        new HandOverState(1, Encoding.UTF8.GetBytes(string.Join('\n', _told.Values)), [GiveUp()]));
    public ValueTask DisposeAsync() => _isGivenUp ? ValueTask.CompletedTask : stream.DisposeAsync();
    private IStreamTransport GiveUp() { _isGivenUp = true; return stream; }

    private static string Decibels(double volume) => volume.ToString("0.#", CultureInfo.InvariantCulture);
    private Dictionary<int, string> Names(string kind) => _told.Where(told => told.Key.StartsWith(kind + " ", StringComparison.Ordinal))
        .Select(told => (Number: int.Parse(told.Key[(kind.Length + 1)..]), Name: told.Value.Split(": ", 2)[^1])).OrderBy(named => named.Number).ToDictionary();
    private string NameOf(string kind, string current) => int.Parse(current.Split(' ')[1]) is >= 0 and var number ? Names(kind).GetValueOrDefault(number, $"{number}") : "None";
    private int NumberOf(string kind, string name) => Names(kind).FirstOrDefault(named => named.Value == name, new(-1, "")).Key;

    private async Task<RhythmTurn> WatchAsync(Deadline deadline)
    {
        if (attempt.Time.GetElapsedTime(_movedAt) < Pause) { return RhythmTurn.NextIn(Pause); } // Lists have no end mark, ramps many lines: shown at rest.
        attempt.Entities.Declare([.. Lists.Select(list => Entity.Select(list.Id, [.. Names(list.Names).Values.Distinct()]))]);
        foreach (var list in Lists) { attempt.Entities.Set(list.Id, NameOf(list.Names, _told.GetValueOrDefault(list.Current, $"{list.Current} -1"))); }
        if (_told.TryGetValue("VOLUME", out var volume)) { attempt.Entities.Set("volume", double.Parse(volume.Split(' ')[1], CultureInfo.InvariantCulture)); }
        if (attempt.Time.GetElapsedTime(_heardAt) is var silence && silence < LongestSilence) { return RhythmTurn.NextIn(LongestSilence - silence + Pause); }
        if (_isLeaving) { throw ConnectionEndedException.Lost("The Altitude did not close the connection within a minute of switching off."); }
        await AskAsync("get_current_profile", deadline); // Dead control threads were seen whose connections stayed open.
        return RhythmTurn.Done;
    }

    private async Task ReadSelectionAsync(Deadline deadline)
    {
        var isAll = attempt.Time.GetElapsedTime(_readAt) > Rarely / 2;
        foreach (var question in _isLeaving ? [] : isAll ? Questions[1..] : Questions[3..5]) { await AskAsync(question, deadline); }
        if (_told.TryGetValue("CURRENT_PROFILE", out var source) && !_told.ContainsKey("PROFILE" + source[15..])) { await AskAsync("get_profile_name" + source[15..], deadline); }
        if (isAll) { _readAt = attempt.Time.GetTimestamp(); }
    }

    private async Task<string> AskAsync(string request, Deadline deadline)
    {
        using var wait = Budget.Start(deadline);
        var answer = _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await stream.Output.WriteAsync(Encoding.ASCII.GetBytes(request + "\n"), deadline.Token);
        while (!_isOpen && !answer.Task.IsCompleted) { Take(await stream.Input.ReadLineAsync(wait)); }
        return await wait.WaitAsync(answer.Task);
    }

    private void Take(string line)
    {
        _heardAt = attempt.Time.GetTimestamp();
        var words = line.Replace("AUDIOSYNC STATUS", "AUDIOSYNC_STATUS").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["OK"]: _answer?.TrySetResult(""); break;
            case ["ERROR" or "ERROR:", ..]: _answer?.TrySetResult(line); break;
            case ["Welcome", "on", "Trinnov", ..]:
                Tell("Welcome", line);
                attempt.Entities.Set("firmware", line.Split("Version ")[^1].Split(',')[0]);
                attempt.Entities.Set("serial", int.TryParse(line.Split("ID ")[^1].TrimEnd(')'), out var number) ? $"{number & 0xFFFFF}" : null); break;
            case ["VOLUME", var text] when double.TryParse(text, CultureInfo.InvariantCulture, out var volume): Tell("VOLUME", $"VOLUME {Decibels(volume)}"); break;
            case ["CURRENT_PROFILE" or "PROFILE" or "CURRENT_PRESET", var text] when int.TryParse(text, out var current):
                Tell($"CURRENT_{words[0][^7..].TrimStart('_')}", $"CURRENT_{words[0][^7..].TrimStart('_')} {current}"); break;
            case ["META_PRESET_LOADED", _] or ["SOURCES_CHANGED"]: attempt.RunSoon("selection"); break; // The source's or the preset's: both are asked for.
            case ["LABELS_CLEAR" or "PROFILES_CLEAR"]: foreach (var key in _told.Keys.Where(key => key.StartsWith(line[..^7] + " "))) { _told.TryRemove(key, out _); } break;
            case ["LABEL" or "PROFILE", [.., ':'] index, ..] when byte.TryParse(index[..^1], out var at): Tell($"{words[0]} {at}", line); break;
            case ["OPTSOURCE", var index, .. var name]: Take($"PROFILE {index}: {string.Join(' ', name is [.., "OK"] ? name[..^1] : name)}"); break;
            case ["DECODER", "NONAUDIO", _, "PLAYABLE", _, "DECODER", .. var rest] when Array.LastIndexOf(rest, "UPMIXER") is >= 0 and var end:
                attempt.Entities.Set("decoder", string.Join(' ', rest[..end]));
                attempt.Entities.Set("active-upmixer", string.Join(' ', rest[(end + 1)..])); Tell("DECODER", line); break;
            case [var mode] when Upmixers.Contains(mode): Take($"UPMIXER {mode}"); break;
            case [var word, .. var told] when told.Length > 0 && States.TryGetValue(word, out var id):
                var isBit = id == "audio-sync" || Switches.ContainsKey(id);
                attempt.Entities.Set(id, isBit ? (told[0] == "1") ^ (id == "front-display") : string.Join(' ', told)); Tell(word, line); break;
            case [[>= 'A' and <= 'Z', ..] word, _, ..]: attempt.Log.LogDebug("The Altitude said {Word}.", word); break; // Never the line: NETSTATUS tells Wi-Fi passwords.
        }
    }

    private void Tell(string kind, string line)
    {
        (_told[kind], _movedAt) = (line.Length <= 100 ? line : line[..100], _heardAt);
        attempt.RunSoon("watch");
    }
}
