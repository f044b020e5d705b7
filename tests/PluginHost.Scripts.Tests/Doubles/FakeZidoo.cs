using System.Text;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>A player as its interface is documented: GET only, spelling exact, the truth in the body.</summary>
internal sealed class FakeZidoo : FakeDevice
{
    public const string Mac = "00:11:22:33:44:55";
    public const string Fine = """{"status":200}""";
    public const string Nothing = """{"status":804,"msg":"Url error"}""";
    public const string Model = $$"""{"status":200,"model":"DMP-A8","deviceName":"ManCave","ip":"192.0.2.10","net_mac":"{{Mac}}","firmware":"v1.5.75","wif_mac":"00:11:22:33:44:56"}""";
    public const string Film = """{"status":200,"video":{"status":1,"title":"Film","path":"/data/system/smb/192.0.2.20#Videos/Film.mkv","currentPosition":3263,"duration":6905000,"width":3840,"height":2160,"fps":23.97599983215332,"bitrate":"25,0 Mb/s","output":"3840x2160P @ 60Hz  RGB  8 Bits   DV(TV-LED)","audioInfo":"French Dolby Digital 5.1 channel 48,0KHz (1/3)"},"subtitle":{"index":1,"information":"French"},"audio":{"index":0,"information":"French Dolby Digital 5.1"},"zoom":{"index":1,"information":"Ajustement"}}""";
    public const string Song = """{"state":3,"position":43310,"duration":455448,"playType":5,"playingMusic":{"id":4466,"type":1,"title":"Amen","artist":"Leonard Cohen","album":"Old Ideas"},"volumeData":{"maxVolume":200,"currenttVolume":200,"minVolume":0,"isMute":false}}""";

    private static readonly string[] Keys =
    [
        .. "PowerOn.Poweroff PowerOn.Standby PowerOn.Reboot MediaPlay MediaPause MediaPlay.Pause MediaStop MediaNext MediaPrev MediaForward MediaBackward".Split(' '),
        .. "Up Down Left Right Ok Back Home Menu PopMenu Info Subtitle Audio Repeat PageUP PageDown UserDefine_A UserDefine_B UserDefine_C UserDefine_D".Split(' '),
        .. Enumerable.Range(0, 10).Select(digit => $"Number_{digit}"), "VolumeUp", "VolumeDown", "Mute",
    ];

    /// <summary>What answers, by path without its query; what is missing is a "Url error".</summary>
    public Dictionary<string, string> Answers { get; } = new()
    {
        ["/ZidooControlCenter/getModel"] = Model,
        ["/ZidooControlCenter/Apps/getApps"] = """{"status":200,"apps":[{"label":"Netflix","packageName":"com.netflix.ninja","isCanOpen":true},{"label":"Hidden","packageName":"com.hidden","isCanOpen":false}]}""",
        ["/ZidooControlCenter/Apps/openApp"] = Fine,
        ["/ZidooVideoPlay/getPlayStatus"] = Nothing,
        ["/ZidooVideoPlay/getAudioList"] = """{"status":200,"subtitles":[{"index":0,"title":"French 5.1"},{"index":1,"title":"English 7.1"}]}""",
        ["/ZidooVideoPlay/getSubtitleList"] = """{"status":200,"subtitles":[{"index":0,"title":"Off"},{"index":1,"title":"French"}]}""",
        ["/ZidooVideoPlay/setAudio"] = Fine,
        ["/ZidooVideoPlay/setSubtitle"] = Fine,
        ["/ZidooVideoPlay/seekTo"] = Fine,
        ["/ZidooVideoPlay/changevideo"] = Fine,
        ["/ZidooMusicControl/v2/getState"] = """{"state":0}""",
        ["/ZidooMusicControl/v2/seekTo"] = "{}",
        ["/ZidooMusicControl/v2/setDevicesVolume"] = Fine,
        ["/ZidooMusicControl/v2/setMuteVolume"] = Fine,
    };

    /// <summary>Answers before the ordinary one, once each.</summary>
    public Queue<string> Passing { get; } = [];

    public string? Password { get; set; }

    /// <summary>Closes each connection after its answer without saying so.</summary>
    public bool DropsIdle { get; set; }

    /// <summary>Goes off at once when told to, without an answer.</summary>
    public bool GoesAbruptly { get; set; }

    /// <summary>Some models still answer in standby.</summary>
    public bool AnswersInStandby { get; set; }

    public void Set(string path, string body)
    {
        lock (Answers)
        {
            Answers[path] = body;
        }
    }

    protected override async Task ServeAsync(FakeConnection client)
    {
        var (buffer, head) = (new byte[4096], new StringBuilder());
        while (await client.ReadAsync(buffer, Stopping) is > 0 and var count)
        {
            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
            while (head.ToString() is var text && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                head.Remove(0, end + 4);
                if (!await TakeAsync(client, text[..end].Split("\r\n")))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> TakeAsync(FakeConnection client, string[] head)
    {
        if (head[0].Split(' ') is not ["GET", var target, "HTTP/1.1"])
        {
            Violations.Enqueue(head[0]);
            return false;
        }

        Received.Enqueue(target[1..]);
        if (IsMute)
        {
            return true;
        }

        if (target.EndsWith("PowerOn.Poweroff", StringComparison.Ordinal) || target.EndsWith("PowerOn.Standby", StringComparison.Ordinal))
        {
            return await GoAsync(client);
        }

        var isAllowed = Password is null || head.Contains($"X-Auth-PSK: {Password}");
        await RespondAsync(client, isAllowed ? Answer(target) : """{"status":401}""");
        return !DropsIdle;
    }

    private async Task<bool> GoAsync(FakeConnection client)
    {
        if (!AnswersInStandby)
        {
            StopListening();
        }

        if (!GoesAbruptly)
        {
            await RespondAsync(client, Fine);
        }

        return false;
    }

    private string Answer(string target)
    {
        var (path, query) = target.Split('?') is [var before, var after] ? (before, after) : (target, "");
        if (path == "/ZidooControlCenter/RemoteControl/sendkey")
        {
            return query.StartsWith("key=Key.", StringComparison.Ordinal) && Keys.Contains(query[8..]) ? Fine : """{"status":805}""";
        }

        lock (Answers)
        {
            return path == "/ZidooVideoPlay/getPlayStatus" && Passing.TryDequeue(out var passing) ? passing : Answers.GetValueOrDefault(path, Nothing);
        }
    }

    private static Task RespondAsync(FakeConnection client, string body) => client.SendAsync(
        $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
