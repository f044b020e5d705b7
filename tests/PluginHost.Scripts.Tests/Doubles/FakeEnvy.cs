using System.Text.RegularExpressions;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>An Envy as its protocol is documented; it refuses whatever it does not say.</summary>
internal sealed partial class FakeEnvy(TimeProvider time) : FakeLineDevice("\r\n")
{
    public const string Mac = "01-02-03-04-05-06";
    private const int MostClients = 16;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);
    private static readonly string[] Keys =
        "POWER INFO MENU LEFT RIGHT UP DOWN OK INPUT SETTINGS BACK RED GREEN BLUE YELLOW MAGENTA CYAN".Split(' ');
    private static readonly string[] Toggles =
        "ToneMap HighlightRecovery ContrastRecovery ShadowRecovery 3DLUT ScreenBoundaries Histogram DebugOSD".Split(' ');
    private static readonly string[] Aspects = "Auto Hold 4:3 16:9 1.85:1 2.00:1 2.20:1 2.35:1 2.40:1 2.55:1 2.76:1".Split(' ');
    private static readonly string[] Menus = "Info Settings Configuration Profiles TestPatterns".Split(' ');

    private readonly Dictionary<string, int> _active = new() { ["SOURCE"] = 1, ["DISPLAY"] = 0, ["CUSTOM"] = 0 };

    /// <summary>Documented to be possible: answers come before their OK.</summary>
    public bool AnswersFirst { get; set; }

    /// <summary>How a Standby ends: what is sent before the connection, and whether that ends by a reset.</summary>
    public (string Words, bool Resets) Farewell { get; set; } = ("OK\nStandby\n", false);

    /// <summary>Whether the port stays for a while after Standby, only to die on whoever comes.</summary>
    public bool LingersOn { get; set; }

    public string? Refusal { get; set; }

    public string Signal { get; set; } = "IncomingSignalInfo 3840x2160 23.976p 2D 422 10bit HDR10 2020 TV 16:9";

    private bool IsGoing { get; set; }

    /// <summary>Starts as it does after its reboot.</summary>
    public FakeEnvy On()
    {
        Start();
        return this;
    }

    protected override async Task GreetAsync(FakeConnection client)
    {
        if (Clients.Count > MostClients || (IsGoing && LingersOn))
        {
            await client.SendAsync("WELCOME to Envy v1.1.3\r\n");
            client.Close();
            return;
        }

        IsGoing = false;
        await client.SendAsync("WELCOME to Envy v1.1.3\r\n");
    }

    protected override async Task ServeAsync(FakeConnection client)
    {
        await using var silence = time.CreateTimer(_ => Run(() => MissAsync(client)), null, LongestSilence, Timeout.InfiniteTimeSpan);
        Timers[client] = silence;
        await base.ServeAsync(client);
    }

    private System.Collections.Concurrent.ConcurrentDictionary<FakeConnection, ITimer> Timers { get; } = [];

    protected override async Task<bool> TakeAsync(FakeConnection client, string line)
    {
        Timers[client].Change(LongestSilence, Timeout.InfiniteTimeSpan);
        if (client.LineEnd != "\r\n")
        {
            Violations.Enqueue($"'{line}' ends in an unusual way");
        }

        switch (line)
        {
            case "Standby": await LeaveAsync(client, Farewell.Words.Replace("\n", client.LineEnd)); return false;
            case "PowerOff": await LeaveAsync(client, $"OK{client.LineEnd}PowerOff{client.LineEnd}"); return false;
            case "Restart": await client.SendAsync($"OK{client.LineEnd}Restart{client.LineEnd}"); return false;
            case "Bye": return false;
        }

        if (Refusal is not null || Answer(line) is not { } answer)
        {
            await client.SendAsync($"ERROR \"{Refusal ?? "invalid command"}\"{client.LineEnd}");
            return true;
        }

        IEnumerable<string> lines = AnswersFirst ? [.. answer.Own, "OK"] : ["OK", .. answer.Own];
        await client.SendAsync(string.Concat(lines.Concat(answer.ToAll).Select(one => one + client.LineEnd)));
        foreach (var other in Clients.Where(other => other != client))
        {
            await other.SendAsync(string.Concat(answer.ToAll.Select(one => one + "\r\n")));
        }

        return true;
    }

    private (string[] Own, string[] ToAll)? Answer(string line) => line.Split(' ') switch
    {
        ["Heartbeat"] => ([], []),
        ["GetMacAddress"] => ([$"MacAddress {Mac}"], []),
        ["GetTemperatures"] => (["Temperatures 74 67 41 45"], []),
        ["GetIncomingSignalInfo"] => ([Signal], []),
        ["GetOutgoingSignalInfo"] => (["OutgoingSignalInfo 4096x2160 23.976p 2D RGB 8bit SDR 709 TV"], []),
        ["GetAspectRatio"] => (["AspectRatio 3840:2160 1.778 178 \"16:9\""], []),
        ["GetMaskingRatio"] => (["MaskingRatio 3044:1712 1.778 178"], []),
        ["EnumProfileGroups"] => (["ProfileGroup sourceProfiles \"Sources\"", "ProfileGroup displayProfiles \"Displays\"", "ProfileGroup CUSTOM \"Ambient Light\"", "ProfileGroup."], []),
        ["EnumProfiles", var group] when _active.ContainsKey(group) => ([$"Profile {group}_profile1 \"First {group}\"", $"Profile {group}_profile2 \"Second {group}\"", "Profile."], []),
        ["GetActiveProfile", var group] when _active.TryGetValue(group, out var number) => ([$"ActiveProfile {group} {number}"], []),
        ["ActivateProfile", var group, var text] when _active.ContainsKey(group) && int.TryParse(text, out var number) && number is >= 0 and <= 2 => Activate(group, number),
        ["KeyPress" or "KeyHold", var key] when Keys.Contains(key) => ([], [line]),
        ["OpenMenu", var menu] when Menus.Contains(menu) => ([], [line]),
        ["CloseMenu" or "ToneMapOn" or "ToneMapOff" or "Hotplug" or "Force1080p60Output" or "ReloadSoftware"] => ([], [line]),
        ["SetAspectRatioMode", var mode] when Aspects.Contains(mode) => ([], [line]),
        ["Toggle", var what] when Toggles.Contains(what) => ([], [line]),
        _ when DisplayMessage().IsMatch(line) => ([], []),
        _ => null,
    };

    private (string[] Own, string[] ToAll) Activate(string group, int number)
    {
        _active[group] = number;
        return ([], [$"ActivateProfile {group} {number}"]);
    }

    private async Task LeaveAsync(FakeConnection sender, string words)
    {
        IsGoing = true;
        if (!LingersOn)
        {
            StopListening();
        }

        await sender.SendAsync(words);
        foreach (var client in Clients.Where(client => client != sender))
        {
            await client.SendAsync("Standby\r\n");
        }

        CloseAll(Farewell.Resets);
    }

    private static async Task MissAsync(FakeConnection client)
    {
        await client.SendAsync("MissingHeartbeat\r\n");
        client.Close();
    }

    [GeneratedRegex("^DisplayMessage \\d+ \"[^\"]*\"$")]
    private static partial Regex DisplayMessage();
}
