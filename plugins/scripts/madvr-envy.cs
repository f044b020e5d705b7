// madVR Envy video processors over their IP control: TCP 44077, text lines, every client hears of every change.
// Sources: the maker's "madVR Envy IP Control" 1.1.3 as the ai4av.net catalogue restates it; the clients
// binarylogic/py-madvr-envy, iloveicedgreentea/py-madvr, robotdan/uc-intg-madvr; home-assistant/core issues 154722, 176016.
// Nothing was tried on a device. UNCONFIRMED marks the places that rest on one client or on nobody but us.
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using PluginHost;

[DeviceDriver("madvr-envy", Name = "madVR Envy", Version = "1.0.0")]
public sealed class MadVrEnvyDriver : IDeviceDriver, IResumingDriver, IOfflineCommands
{
    private static readonly Setting<string> Host = Setting.Required("host", "Name or address of the Envy.");
    private static readonly Setting<int> Port = Setting.Integer("port", 44077, 1, 65535);
    private static readonly Setting<string> Mac = Setting.Text("mac", "Hardware address for waking it up; learned while it is on.");

    public IReadOnlyList<Setting> Settings => [Host, Port, Mac];

    public DriverPlan Plan(ISettings settings) => settings.Get(Mac) is { Length: > 0 } mac && mac.Count(char.IsAsciiHexDigit) != 12
        ? throw new SettingException(settings.Find(Mac), "is no hardware address such as 00:04:A5:12:34:56")
        : new() { Entities = MadVrEnvyConnection.Fixed, Exclusive = false, HandOver = HandOverKind.Resume, Backoff = new() { First = TimeSpan.FromSeconds(5) } };

    public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
    {
        if (IsWithin(60, "woken", attempt) && AddressOf(attempt) is { } mac) { await attempt.Transports.WakeAsync(mac, deadline); }
        if (IsWithin(30, "off", attempt)) { throw new DeviceBusyException("The Envy is shutting down; what answers now is about to go."); }
        try
        {
            var stream = await attempt.Transports.ConnectAsync(attempt.Settings.Get(Host), attempt.Settings.Get(Port), deadline);
            return await new MadVrEnvyConnection(attempt, stream).BeginAsync(null, deadline);
        }
        catch (Exception error) when (error is ConnectionEndedException || deadline.HasPassed)
        {
            // Nobody there is how an Envy looks that is off, and a port that merely accepts does not make it on.
            attempt.Entities.Set("power", false, outlivesConnection: true);
            throw;
        }
    }

    public async Task<IDeviceConnection?> ResumeAsync(IConnectionContext attempt, HandOverState left, Deadline deadline) =>
        left is not { Version: 1, Streams: [var stream] } ? null
            : await new MadVrEnvyConnection(attempt, stream).BeginAsync(Encoding.UTF8.GetString(left.State.Span), deadline);

    public async Task<OfflineDecision> ExecuteOfflineAsync(Command command, IDeviceContext device, Deadline deadline)
    {
        if (command.Entity.Id != "power" || !command.Value.Boolean || AddressOf(device) is not { } mac) { return OfflineDecision.NotHandled; }
        // The attempts wake it again, for while it is shutting down it does not hear.
        device.Memory["woken"] = device.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await device.Transports.WakeAsync(mac, deadline);
        return OfflineDecision.Hold(TimeSpan.FromSeconds(60));
    }

    private static string? AddressOf(IDeviceContext device) => device.Settings.Get(Mac) is { Length: > 0 } mac ? mac : device.Memory["mac"];

    private static bool IsWithin(int seconds, string key, IDeviceContext device) =>
        DateTimeOffset.TryParse(device.Memory[key], CultureInfo.InvariantCulture, out var at) && (device.Time.GetUtcNow() - at).Duration() < TimeSpan.FromSeconds(seconds);
}

internal sealed class MadVrEnvyConnection(IConnectionContext attempt, IStreamTransport stream) : IResumableConnection
{
    private static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    private static readonly string[] Questions = ["Heartbeat", "GetMacAddress", "GetIncomingSignalInfo", "GetOutgoingSignalInfo", "GetAspectRatio", "GetMaskingRatio", "EnumProfileGroups"];
    private static readonly string[] Signal = ["resolution", "rate", "dimensions", "colour-space", "bit-depth", "dynamic-range", "colorimetry", "levels", "aspect"];
    private static readonly Dictionary<string, string[]> Readings = new()
    {
        ["IncomingSignalInfo"] = [.. Signal.Select(field => $"incoming-{field}")],
        ["OutgoingSignalInfo"] = [.. Signal[..8].Select(field => $"outgoing-{field}")],
        ["AspectRatio"] = ["aspect-size", "aspect-ratio", "aspect-percent", "aspect-name"],
        ["MaskingRatio"] = ["masking-size", "masking-ratio", "masking-percent"],
        ["Temperatures"] = ["gpu-temperature", "hdmi-temperature", "cpu-temperature", "board-temperature"],
    };

    // KeyPress POWER is left out: it toggles, and so may Standby (UNCONFIRMED); neither is ever sent to switch on.
    private static readonly Dictionary<string, string> Buttons = ((string[])
    [
        .. "INFO MENU LEFT RIGHT UP DOWN OK INPUT SETTINGS BACK RED GREEN BLUE YELLOW MAGENTA CYAN".Split(' ').Select(key => $"KeyPress {key}"),
        .. "HighlightRecovery ContrastRecovery ShadowRecovery 3DLUT ScreenBoundaries Histogram DebugOSD".Split(' ').Select(what => $"Toggle {what}"),
        "Hotplug", "Force1080p60Output", "ReloadSoftware", "Restart", "PowerOff",
    ]).ToDictionary(line => line.ToLowerInvariant().Replace(' ', '-'));

    private readonly Dictionary<string, string> _told = []; // Nobody can ask for these: the next generation is told.
    private readonly Dictionary<string, (string Group, Dictionary<string, string> Numbers)> _profiles = [];
    private readonly List<string[]> _list = [];
    private volatile TaskCompletionSource<string>? _answer;
    private int _missing;
    private bool _isGreeted, _isOpen, _isGivenUp;

    public static IReadOnlyList<Entity> Fixed { get; } =
    [
        Entity.Switch("power") with { OperableOffline = true }, Entity.Sensor("version"), Entity.BinarySensor("signal"),
        Entity.BinarySensor("incoming-hdr"), Entity.BinarySensor("outgoing-hdr"), Entity.Switch("tone-map"), Entity.Text("message"),
        Entity.Select("aspect-mode", "Auto", "Hold", "4:3", "16:9", "1.85:1", "2.00:1", "2.20:1", "2.35:1", "2.40:1", "2.55:1", "2.76:1"),
        Entity.Select("menu", "None", "Info", "Settings", "Configuration", "Profiles", "TestPatterns"), .. Buttons.Keys.Select(Entity.Button),
        .. Readings.Values.SelectMany(ids => ids).Select(id => Entity.Sensor(id) with { Unit = id.EndsWith("-temperature") ? "°C" : null }),
    ];

    public IReadOnlyList<Rhythm> Rhythms => [Every(20, "Heartbeat"), Every(60, "GetTemperatures")];

    public async Task<IDeviceConnection> BeginAsync(string? told, Deadline deadline)
    {
        using var greeting = Budget.Start(deadline);
        while (told is null && !_isGreeted) { Take(await stream.Input.ReadLineAsync(greeting)); }
        foreach (var line in told?.Split('\n') ?? []) { Take(line); }
        foreach (var question in Questions) { await AskAsync(question, deadline); }

        // UNCONFIRMED: that the groups listed as source… and display… are what SOURCE and DISPLAY mean, and that a profile's id ends in its number.
        foreach (var group in (string[])["SOURCE", "DISPLAY", .. _list.Select(g => g[1]).Where(id => !id.StartsWith("source") && !id.StartsWith("display"))])
        {
            _list.Clear();
            await AskAsync($"EnumProfiles {group}", deadline);
            var names = _list.GroupBy(profile => profile[2]).ToDictionary(same => same.Key, same => same.First()[1][same.First()[1].AsSpan().TrimEnd("0123456789").Length..]);
            _profiles[$"profile-{string.Concat(group.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(50))}"] = (group, names);
            attempt.Entities.Declare([.. _profiles.Select(profile => Entity.Select(profile.Key, ["None", .. profile.Value.Numbers.Keys]))]);
            await AskAsync($"GetActiveProfile {group}", deadline);
        }

        attempt.Memory["woken"] = attempt.Memory["off"] = null;
        attempt.Entities.Set("power", true);
        _isOpen = true;
        return this;
    }

    public async Task ListenAsync(CancellationToken stop)
    {
        while (await stream.Input.ReadLineAsync(stop) is { } line) { Take(line); }
        throw ConnectionEndedException.Lost("The Envy closed the connection.");
    }

    public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
    {
        var (id, value) = (commands[0].Entity.Id, commands[0].Value);
        var request = id switch
        {
            "power" => value.Boolean ? "Heartbeat" : "Standby", // It is on: somebody may have waited for it to wake up.
            "menu" => value.Text == "None" ? "CloseMenu" : $"OpenMenu {value.Text}",
            "aspect-mode" => $"SetAspectRatioMode {value.Text}",
            "tone-map" => value.Boolean ? "ToneMapOn" : "ToneMapOff",
            "message" => $"DisplayMessage 5 \"{string.Concat(value.Text.Where(letter => letter != '"' && !char.IsControl(letter)))}\"",
            _ => Buttons.GetValueOrDefault(id) ?? $"ActivateProfile {_profiles[id].Group} {_profiles[id].Numbers.GetValueOrDefault(value.Text, "0")}",
        };
        try { if (await AskAsync(request, deadline) is { Length: > 0 } refusal) { commands[0].Refuse(refusal); } }
        catch (OperationCanceledException) when (deadline.IsStopped && request is "Standby" or "PowerOff" or "Restart")
        {
            commands[0].Complete(); // The connection may be gone before the OK.
        }
    }

    public Task<HandOverState> SuspendAsync(Deadline deadline) => Task.FromResult(
        new HandOverState(1, Encoding.UTF8.GetBytes(string.Join('\n', _told.Values)), [GiveUp()]));

    public ValueTask DisposeAsync() => _isGivenUp ? ValueTask.CompletedTask : stream.DisposeAsync();
    private IStreamTransport GiveUp() { _isGivenUp = true; return stream; }

    private Rhythm Every(int seconds, string question) => Rhythm.Every(question, TimeSpan.FromSeconds(seconds), deadline => AskAsync(question, deadline));

    private async Task<string> AskAsync(string request, Deadline deadline)
    {
        using var wait = Budget.Start(deadline);
        var answer = _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _missing = request.StartsWith("Enum") ? 2 : 1; // OK and, in whatever order, the end of the list.
        await stream.Output.WriteAsync(Encoding.UTF8.GetBytes(request + "\r\n"), deadline.Token);
        while (!_isOpen && !answer.Task.IsCompleted) { Take(await stream.Input.ReadLineAsync(wait)); }
        return await wait.WaitAsync(answer.Task);
    }

    private static EntityValue ValueOf(string kind, string field) => kind is not ("ratio" or "percent" or "temperature") ? field.Replace(":0", ":")
        : double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : default(EntityValue);

    private void Take(string line)
    {
        string[] words = [.. line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries))];
        var entities = attempt.Entities;
        switch (words)
        {
            case ["OK" or "ProfileGroup." or "Profile."]: if (--_missing == 0) { _answer?.TrySetResult(""); } break;
            case ["ERROR", ..]: _answer?.TrySetResult(line); break;
            case ["WELCOME", "to", "Envy", var version, ..]: entities.Set("version", version); _isGreeted = true; break;
            case ["PowerOff" or "Standby"]:
                attempt.Memory["off"] = attempt.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
                entities.Set("power", false, outlivesConnection: true);
                throw ConnectionEndedException.Lost($"The Envy is going away: {words[0]}.");
            case ["NoSignal"]: entities.Set("signal", false); Array.ForEach(Readings["IncomingSignalInfo"], entities.SetUnavailable); break;
            case [var what, .. var fields] when Readings.TryGetValue(what, out var ids) && fields.Length >= ids.Length:
                foreach (var (id, field) in ids.Zip(fields)) { entities.Set(id, ValueOf(id.Split('-')[1], field)); }
                if (ids.Length >= 8) { entities.Set($"{what[..8].ToLowerInvariant()}-hdr", fields[5] != "SDR"); }
                if (ids.Length == 9) { entities.Set("signal", true); }
                break;
            case ["MacAddress", var mac] when mac.Count(char.IsAsciiHexDigit) == 12: attempt.Memory["mac"] = mac; break;
            case ["ProfileGroup" or "Profile", _, _] when _list.Count < 30: _list.Add(words); break;
            case ["ActiveProfile" or "ActivateProfile", var group, var number] when _profiles.FirstOrDefault(p => p.Value.Group == group).Key is { } id:
                entities.Set(id, _profiles[id].Numbers.FirstOrDefault(profile => profile.Value == number).Key ?? (number == "0" ? "None" : number));
                break;
            case ["OpenMenu", _] or ["CloseMenu"]: _told["menu"] = line; entities.Set("menu", words.ElementAtOrDefault(1) ?? "None"); break;
            case ["SetAspectRatioMode", var mode]: _told["aspect"] = line; entities.Set("aspect-mode", mode); break;
            case ["ToneMapOn" or "ToneMapOff"]: _told["tone"] = line; entities.Set("tone-map", words[0] == "ToneMapOn"); break;
            default: attempt.Log.LogDebug("The Envy said {Word}, which means nothing here.", words.FirstOrDefault()); break;
        }
    }
}
