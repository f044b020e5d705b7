using System.Globalization;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>How this controller behaves wherever nobody knows how a real one does.</summary>
internal sealed record VirtualOptions
{
    private const string DefaultUsername = "driver";
    private const string DefaultPassword = "s3cret-01";

    private static readonly Setting<string> UsernameKnob = Setting.Text("username", $"The user name that is right, {DefaultUsername} by default.");
    private static readonly Setting<string> PasswordKnob = Setting.Text("password", $"The password that is right, {DefaultPassword} by default.");
    private static readonly Setting<string> KeyKnob = Setting.Text("key", "The session key of every login in hexadecimal, 128 bytes; another one for each when left out.");
    private static readonly Setting<bool> SecureKnob = Setting.Flag("secure", true, "Whether it has a cipher; false for an old unit, which says goodbye in clear to a login that is enciphered.");
    private static readonly Setting<bool> ShortLoginKnob = Setting.Flag("short-login-answer", false, "Whether a login is answered with three bytes and no key, after which nothing is enciphered.");
    private static readonly Setting<BusKind> BusKindKnob = Setting.Choice("bus-kind", BusKind.Minido, "What its modules are wired to.");
    private static readonly Setting<int> BusNumberKnob = Setting.Integer("bus-number", 1, 0, 255, "The number of the bus, for bi-bus.");
    private static readonly Setting<RefusalForm> BadLoginKnob = Setting.Choice("bad-login", RefusalForm.Goodbye, "How a wrong user name or password is refused.");
    private static readonly Setting<RefusalForm> NoLoginKnob = Setting.Choice("no-login", RefusalForm.Goodbye, "How anything is refused that comes before a login, a framed or garbled login included.");
    private static readonly Setting<int> MaxClientsKnob = Setting.Integer("max-clients", 4, 1, 64, "Connections at a time; further ones are closed at once.");
    private static readonly Setting<SecondClient> SecondClientKnob = Setting.Choice("second-client", SecondClient.Accept, "What a login does while another client is logged in.");
    private static readonly Setting<WriteAnswer> WriteAnswerKnob = Setting.Choice("write-answer", WriteAnswer.Frame, "What a write is answered with.");
    private static readonly Setting<bool> KeepAliveAnswerKnob = Setting.Flag("keep-alive-answer", true, "Whether a keep-alive is answered.");
    private static readonly Setting<bool> StrictKnob = Setting.Flag("strict-reading", false, "Whether what one read gives must be one message exactly.");
    private static readonly Setting<UnknownMessage> UnknownKnob = Setting.Choice("unknown", UnknownMessage.Discard, "What bytes do that are no message.");
    private static readonly Setting<bool> InterlockKnob = Setting.Flag("interlock", false, "Whether the relays keep a pair of shutter outputs as it is rather than switch both on.");
    private static readonly Setting<int> ShutterModuleKnob = Setting.Integer("shutter-module", DemoHouse.ShutterModule, 0, OutputAddress.Modules, "The module whose outputs are shutter relays in pairs, watched for both being on; 0 for none.");
    private static readonly Setting<TimeSpan> LatencyKnob = Time("latency", 2, "From a request to its answer.");
    private static readonly Setting<TimeSpan> ApplyDelayKnob = Time("apply-delay", 20, "From a write until outputs show it.");
    private static readonly Setting<int> ChunkSizeKnob = Setting.Integer("chunk-size", 0, 0, 65536, "Bytes per segment of an answer; 0 sends it in one.");
    private static readonly Setting<string> ChunksKnob = Setting.Text("chunks", "The sizes of an answer's first segments, such as 1,69; before chunk-size.");
    private static readonly Setting<TimeSpan> ChunkDelayKnob = Time("chunk-delay", 0, "Pause between two segments.");
    private static readonly Setting<bool> CoalesceKnob = Setting.Flag("coalesce", false, "Whether the answer to a write waits for the next answer, to go out in one segment with it.");
    private static readonly Setting<TimeSpan> IdleLimitKnob = Time("idle-limit", 120_000, "Closes a connection on which nothing came for that time; 0s for never.");
    private static readonly Setting<TimeSpan> PartialLimitKnob = Time("partial-limit", 5000, "Drops the begin of a message whose rest does not come in that time.");
    private static readonly Setting<TimeSpan> StallLimitKnob = Time("stall-limit", 5000, "Drops a client that takes nothing for that time.");
    private static readonly Setting<int> LogSizeKnob = Setting.Integer("log-size", 4096, 1, 1_000_000, "How many messages are kept for whoever looks.");

    public static IReadOnlyList<Setting> Settings { get; } =
    [
        UsernameKnob, PasswordKnob, KeyKnob, SecureKnob, ShortLoginKnob, BusKindKnob, BusNumberKnob, BadLoginKnob, NoLoginKnob,
        MaxClientsKnob, SecondClientKnob, WriteAnswerKnob, KeepAliveAnswerKnob, StrictKnob, UnknownKnob, InterlockKnob,
        ShutterModuleKnob, LatencyKnob, ApplyDelayKnob, ChunkSizeKnob, ChunksKnob, ChunkDelayKnob, CoalesceKnob, IdleLimitKnob,
        PartialLimitKnob, StallLimitKnob, LogSizeKnob,
    ];

    public required string Username { get; init; }
    public required string Password { get; init; }
    public required byte[] Key { get; init; }
    public required bool IsSecure { get; init; }
    public required bool HasShortLoginAnswer { get; init; }
    public required BusAddress Bus { get; init; }
    public required RefusalForm BadLogin { get; init; }
    public required RefusalForm NoLogin { get; init; }
    public required int MaxClients { get; init; }
    public required SecondClient SecondClient { get; init; }
    public required WriteAnswer WriteAnswer { get; init; }
    public required bool AnswersKeepAlives { get; init; }
    public required bool IsStrict { get; init; }
    public required UnknownMessage Unknown { get; init; }
    public required bool HasInterlock { get; init; }
    public required int ShutterModule { get; init; }
    public required TimeSpan Latency { get; init; }
    public required TimeSpan ApplyDelay { get; init; }
    public required int ChunkSize { get; init; }
    public required IReadOnlyList<int> Chunks { get; init; }
    public required TimeSpan ChunkDelay { get; init; }
    public required bool Coalesces { get; init; }
    public required TimeSpan IdleLimit { get; init; }
    public required TimeSpan PartialLimit { get; init; }
    public required TimeSpan StallLimit { get; init; }
    public required int LogSize { get; init; }

    public static VirtualOptions Read(ISettings settings) => new()
    {
        Username = Text(settings.Get(UsernameKnob), DefaultUsername),
        Password = Text(settings.Get(PasswordKnob), DefaultPassword),
        Key = ReadKey(settings),
        IsSecure = settings.Get(SecureKnob),
        HasShortLoginAnswer = settings.Get(ShortLoginKnob),
        Bus = BusAddress.Of(settings.Get(BusKindKnob), (byte)settings.Get(BusNumberKnob)),
        BadLogin = settings.Get(BadLoginKnob),
        NoLogin = settings.Get(NoLoginKnob),
        MaxClients = settings.Get(MaxClientsKnob),
        SecondClient = settings.Get(SecondClientKnob),
        WriteAnswer = settings.Get(WriteAnswerKnob),
        AnswersKeepAlives = settings.Get(KeepAliveAnswerKnob),
        IsStrict = settings.Get(StrictKnob),
        Unknown = settings.Get(UnknownKnob),
        HasInterlock = settings.Get(InterlockKnob),
        ShutterModule = settings.Get(ShutterModuleKnob),
        Latency = settings.Get(LatencyKnob),
        ApplyDelay = settings.Get(ApplyDelayKnob),
        ChunkSize = settings.Get(ChunkSizeKnob),
        Chunks = [.. settings.Get(ChunksKnob).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Chunk)],
        ChunkDelay = settings.Get(ChunkDelayKnob),
        Coalesces = settings.Get(CoalesceKnob),
        IdleLimit = settings.Get(IdleLimitKnob),
        PartialLimit = settings.Get(PartialLimitKnob),
        StallLimit = settings.Get(StallLimitKnob),
        LogSize = settings.Get(LogSizeKnob),
    };

    private static string Text(string given, string byDefault) => given.Length > 0 ? given : byDefault;

    private static int Chunk(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw new FormatException($"Setting {ChunksKnob.Name}: '{text}' is no number of bytes.");

    private static byte[] ReadKey(ISettings settings)
    {
        var text = settings.Get(KeyKnob);
        return text.Length is 0 or (LoginAnswer.KeyLength * 2) && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new ArgumentException($"The setting 'key' must be {LoginAnswer.KeyLength} bytes in hexadecimal.");
    }

    private static Setting<TimeSpan> Time(string name, int milliseconds, string description) =>
        Setting.Duration(name, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.Zero, TimeSpan.FromHours(1), description);
}
