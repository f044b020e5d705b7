// Zidoo media players (Z9S, Z9X, X9S, Z2000, UHD5000 and their kin) over HTTP on port 9529. Nothing is pushed: it is polled.
// Sources: the maker's developer page as the ai4av.net catalogue restates it; the clients wizmo2/zidoo-player,
// lamntevohome-gif/ha-zidoo, albaintor/integration-zidoo, quillerpl/eversolo-winamp; issues 11, 41 and 56 of wizmo2/zidoo-player.
// Nothing was tried on a device. UNCONFIRMED marks the places that rest on one client or on nobody but us.
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PluginHost;

[DeviceDriver("zidoo", Name = "Zidoo media player", Version = "1.0.0")]
public sealed class ZidooDriver : IDeviceDriver, IOfflineCommands
{
    private static readonly Setting<string> Host = Setting.Required("host", "Name or address of the player.");
    private static readonly Setting<int> Port = Setting.Integer("port", 9529, 1, 65535);
    private static readonly Setting<string> Mac = Setting.Text("mac", "Hardware address of its wired network, for waking it up; learned while it is on.");
    private static readonly Setting<string> Password = Setting.Secret("password", "Only when one is set in its Control Center.");
    private static readonly Backoff Calm = new() { First = TimeSpan.FromSeconds(10), Cap = TimeSpan.FromSeconds(10) }; // One request each: all that a player is asked that is off.
    private static readonly Setting<bool> Standby = Setting.Flag("standby", false, "Whether switching off sends it to standby only.");

    public IReadOnlyList<Setting> Settings => [Host, Port, Mac, Password, Standby];

    public DriverPlan Plan(ISettings settings) => settings.Get(Mac) is { Length: > 0 } mac && mac.Count(char.IsAsciiHexDigit) != 12
        ? throw new SettingException(settings.Find(Mac), "is no hardware address such as 00:04:A5:12:34:56")
        : new() { Entities = ZidooConnection.Fixed, Exclusive = false, CommandGap = TimeSpan.FromMilliseconds(150), Backoff = Calm };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        // Some still answer in standby (UNCONFIRMED): for a minute the command is believed, not the probe.
        if (IsWithin(60, "off", attempt)) { throw new DeviceBusyException("The player was switched off."); }
        if (IsWithin(90, "woken", attempt) && AddressOf(attempt) is { } mac) { await attempt.Transports.WakeAsync(mac, deadline); }
        var http = attempt.Transports.CreateHttpClient(new HttpOptions { BaseAddress = new Uri($"http://{attempt.Settings.Get(Host)}:{attempt.Settings.Get(Port)}/") });
        if (attempt.Settings.Get(Password) is { Length: > 0 } password) { http.DefaultRequestHeaders.Add("X-Auth-PSK", password); }
        try { return await new ZidooConnection(attempt, http, attempt.Settings.Get(Standby)).BeginAsync(deadline); }
        catch (Exception error) when (error is ConnectionEndedException || deadline.HasPassed)
        {
            ZidooConnection.ShowOff(attempt);
            throw;
        }
    }

    public async Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline)
    {
        if (command.Entity.Id != "power" || !command.Value.Boolean || AddressOf(device) is not { } mac) { return OfflineDecision.NotHandled; }
        (device.Memory["off"], device.Memory["woken"]) = (null, device.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        await device.Transports.WakeAsync(mac, deadline); // Never Key.PowerOn after it: that toggles. UNCONFIRMED: that port 9 will do, and not 9517.
        return OfflineDecision.Hold(TimeSpan.FromSeconds(90));
    }

    private static string? AddressOf(IDeviceContext device) => device.Settings.Get(Mac) is { Length: > 0 } mac ? mac : device.Memory["mac"];

    private static bool IsWithin(int seconds, string key, IDeviceContext device) =>
        DateTimeOffset.TryParse(device.Memory[key], CultureInfo.InvariantCulture, out var at) && (device.Time.GetUtcNow() - at).Duration() < TimeSpan.FromSeconds(seconds);
}

internal sealed class ZidooConnection(IConnectionContext attempt, HttpClient http, bool sleeps) : IDeviceConnection
{
    private static readonly TimeSpan Passing = TimeSpan.FromMilliseconds(500), Settling = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Keys = ("MediaPlay MediaPause MediaPlay.Pause MediaStop MediaNext MediaPrev MediaForward MediaBackward VolumeUp VolumeDown Mute Up Down Left "
        + "Right Ok Back Home Menu PopMenu Info Subtitle Audio Repeat PageUP PageDown UserDefine_A UserDefine_B UserDefine_C UserDefine_D PowerOn.Reboot").Split(' ');
    private static readonly Dictionary<string, string> Buttons = Keys.Concat(Enumerable.Range(0, 10).Select(digit => $"Number_{digit}"))
        .ToDictionary(key => $"key-{key.ToLowerInvariant().Replace('_', '-').Replace('.', '-')}", key => $"ZidooControlCenter/RemoteControl/sendkey?key=Key.{key}")
        .Append(new("chapter-next", "ZidooVideoPlay/changevideo?type=1&tag=1")).Append(new("chapter-previous", "ZidooVideoPlay/changevideo?type=1&tag=0")).ToDictionary(); // UNCONFIRMED
    private static readonly (string Id, string Name)[] Media = [("title", "title"), ("artist", "artist"), ("album", "album"), ("width", "width"),
        ("height", "height"), ("fps", "fps"), ("video-output", "output"), ("audio-info", "audioInfo")];
    private static readonly (string Id, string Name, string List, string Set)[] Tracks = [("audio-track", "audio", "getAudioList", "setAudio"), ("subtitle", "subtitle", "getSubtitleList", "setSubtitle")];

    private readonly Dictionary<string, Dictionary<string, string>> _choices = [];
    private IReadOnlyList<Entity> _volume = [];
    private string _path = "not read yet";
    private bool _isVideo, _isPassing;
    private int _missed;
    private long _commandAt;

    public static IReadOnlyList<Entity> Fixed { get; } =
    [
        Entity.Switch("power") with { OperableOffline = true }, Entity.Number("position", 0, 360_000) with { Unit = "s" }, Entity.Sensor("duration") with { Unit = "s" },
        Entity.Sensor("state"), Entity.Sensor("model"), Entity.Sensor("firmware"), .. Media.Select(shown => Entity.Sensor(shown.Id)),
        Entity.Select("audio-track"), Entity.Select("subtitle"), Entity.Select("app"), .. Buttons.Keys.Select(Entity.Button),
    ];

    public IReadOnlyList<Rhythm> Rhythms => [Rhythm.Every("state", TimeSpan.FromSeconds(2), ReadStateAsync)];

    public static void ShowOff(IConnectionContext attempt) => Array.ForEach(
        [("power", (EntityValue)false), ("state", "off")], shown => attempt.Entities.Set(shown.Item1, shown.Item2, outlivesConnection: true));

    public async Task<IDeviceConnection> BeginAsync(Deadline deadline)
    {
        var model = await GetAsync("ZidooControlCenter/getModel", 2, deadline);
        if (!IsFine(model)) { throw ConnectionEndedException.ProtocolBroken("The player did not tell its model."); }
        if (ValueOf(model, "net_mac").ToString() is var mac && mac.Count(char.IsAsciiHexDigit) == 12) { attempt.Memory["mac"] = mac; }
        foreach (var id in (string[])["model", "firmware"]) { Show(id, ValueOf(model, id)); }
        await ReadChoicesAsync("app", "ZidooControlCenter/Apps/getApps", "apps", "label", "packageName", deadline);
        attempt.Memory["woken"] = null;
        attempt.Entities.Set("power", true);
        return this;
    }

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        var (command, id, value) = (commands[0], commands[0].Entity.Id, commands[0].Value);
        string Choice() => Uri.EscapeDataString(_choices[id].GetValueOrDefault(value.Text, "none"));
        var request = id switch
        {
            "power" => value.Boolean ? "ZidooControlCenter/getModel" : $"ZidooControlCenter/RemoteControl/sendkey?key=Key.PowerOn.{(sleeps ? "Standby" : "Poweroff")}",
            "position" => (_isVideo ? "ZidooVideoPlay/seekTo?positon=" : "ZidooMusicControl/v2/seekTo?time=") + (long)(value.Number * 1000), // Sic.
            "volume" => $"ZidooMusicControl/v2/setDevicesVolume?volume={(long)value.Number}",
            "mute" => $"ZidooMusicControl/v2/setMuteVolume?isMute={(value.Boolean ? 1 : 0)}",
            "app" => $"ZidooControlCenter/Apps/openApp?packageName={Choice()}",
            _ => Buttons.GetValueOrDefault(id) ?? $"ZidooVideoPlay/{Tracks.First(track => track.Id == id).Set}?index={Choice()}",
        };
        var isGoing = id == "power" && !value.Boolean;
        try { if (await GetAsync(request, 5, deadline) is var answer && !IsFine(answer)) { command.Refuse($"The player's status is {ValueOf(answer, "status")}."); return; } }
        catch (ConnectionEndedException lost) when (isGoing) { attempt.Log.LogDebug(lost, "The player went without an answer."); }
        _commandAt = attempt.Time.GetTimestamp();
        if (!isGoing) { attempt.RunSoon("state"); return; }
        attempt.Memory["off"] = attempt.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        ShowOff(attempt);
        command.Complete();
        throw ConnectionEndedException.Lost("The player was switched off.");
    }

    public ValueTask DisposeAsync() { http.Dispose(); return ValueTask.CompletedTask; } // With a request under way, which so never speaks after its successor.

    private async Task<RhythmTurn> ReadStateAsync(Deadline deadline)
    {
        if (attempt.Time.GetElapsedTime(_commandAt) < Settling) { return RhythmTurn.NextIn(Settling); }
        try
        {
            var video = await GetAsync("ZidooVideoPlay/getPlayStatus", 2, deadline);
            _isPassing = _isVideo && !_isPassing && ValueOf(video, "status") == 804; // Between two files; told twice it means that nothing plays.
            if (_isPassing) { return RhythmTurn.NextIn(Passing); }
            await ShowAsync(video, await GetAsync("ZidooMusicControl/v2/getState", 2, deadline), deadline);
            _missed = 0;
        }
        catch (ConnectionEndedException lost)
        {
            attempt.Log.LogDebug(lost, "The player missed a poll; three in a row count as off.");
            if (++_missed == 3) { ShowOff(attempt); throw; }
        }
        return RhythmTurn.Done;
    }

    private async Task ShowAsync(JsonElement video, JsonElement music, Deadline deadline)
    {
        var film = Find(video, "video");
        _isVideo = film.ValueKind == JsonValueKind.Object;
        var state = _isVideo ? (ValueOf(film, "status") == 1 ? 3 : 4) : ValueOf(music, "state");
        var (media, times) = _isVideo ? (film, film) : state == 3 || state == 4 ? (Find(music, "playingMusic"), music) : default;
        attempt.Entities.Set("state", state == 3 ? "playing" : state == 4 ? "paused" : "idle");
        foreach (var (id, name) in Media) { Show(id, ValueOf(media, name)); }
        Show("position", Seconds(ValueOf(times, _isVideo ? "currentPosition" : "position")));
        Show("duration", Seconds(ValueOf(times, "duration")));
        var (path, volume) = (ValueOf(film, "path").ToString(), Find(music, "volumeData"));
        foreach (var (id, name, list, _) in Tracks)
        {
            if (path != _path) { await ReadChoicesAsync(id, $"ZidooVideoPlay/{list}", "subtitles", "title", "index", deadline); } // Both lists come as "subtitles".
            Show(id, _choices[id].FirstOrDefault(choice => choice.Value == ValueOf(Find(video, name), "index").ToString()).Key);
        }
        _path = path;
        if (ValueOf(volume, "isVolumeEnable") == false || ValueOf(volume, "maxVolume") is not { Kind: EntityValueKind.Number } loudest) { return; }
        _volume = [Entity.Number("volume", 0, loudest.Number, 1) with { Continuous = true }, Entity.Switch("mute")];
        DeclareChoices();
        if (ValueOf(volume, "currenttVolume") is { Kind: EntityValueKind.Number } loudness) { Show("volume", loudness); } // Sic.
        Show("mute", ValueOf(volume, "isMute") == true || ValueOf(volume, "isMute") == 1);
    }

    private async Task ReadChoicesAsync(string id, string path, string list, string name, string key, Deadline deadline)
    {
        var found = Find(await GetAsync(path, 5, deadline), list);
        var entries = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().Take(200).Where(entry => ValueOf(entry, "isCanOpen") != false) : [];
        _choices[id] = entries.GroupBy(entry => ValueOf(entry, name).ToString()).ToDictionary(same => same.Key, same => ValueOf(same.First(), key).ToString());
        DeclareChoices();
    }

    private async Task<JsonElement> GetAsync(string path, int seconds, Deadline deadline)
    {
        using var limit = deadline.Shorten(TimeSpan.FromSeconds(seconds));
        try
        {
            using var answer = await http.GetAsync(path, limit.Token);
            var json = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(limit.Token)); // Whatever its content type and HTTP status.
            await using var whole = new Utf8JsonWriter(Stream.Null);
            json.WriteTo(whole); // Half a letter would else be noticed only when it is read.
            return json;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) { throw ConnectionEndedException.ProtocolBroken("The player did not answer in JSON.", error); }
        catch (OperationCanceledException error) when (limit.HasPassed) { throw ConnectionEndedException.Lost($"The player did not answer within {seconds} s.", error); }
    }

    private void DeclareChoices() => attempt.Entities.Declare([.. _choices.Select(choice => Entity.Select(choice.Key, [.. choice.Value.Keys])), .. _volume]);

    private void Show(string id, EntityValue value) { if (value == default) { attempt.Entities.SetUnavailable(id); } else { attempt.Entities.Set(id, value); } }

    private static EntityValue Seconds(EntityValue time) => time.Kind == EntityValueKind.Number ? time.Number / 1000 : default(EntityValue);
    private static JsonElement Find(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : default;
    private static bool IsFine(JsonElement answer) => answer.ValueKind == JsonValueKind.Object && (ValueOf(answer, "status") == default || ValueOf(answer, "status") == 200);
    private static EntityValue ValueOf(JsonElement json, string name) => Find(json, name) is var found && found.ValueKind is var kind && kind == JsonValueKind.Number ? found.GetDouble()
        : kind == JsonValueKind.String ? found.GetString() : kind is JsonValueKind.True or JsonValueKind.False ? found.GetBoolean() : default(EntityValue);
}
