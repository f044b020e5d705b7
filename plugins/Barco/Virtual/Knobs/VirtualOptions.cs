namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>How this projector behaves wherever models, firmwares or sources disagree.</summary>
internal sealed record VirtualOptions
{
    private static readonly Setting<InitialState> StateKnob = Setting.Choice("state", InitialState.Standby, "The state at the start.");
    private static readonly Setting<double> ScaleKnob = Setting.Number(
        "scale", 0.05, 0, 100, "Multiplies ready-after, on-after, off-after, wake-after and transition-latency; 1 is a projector's own pace.");
    private static readonly Setting<TimeSpan> ReadyAfterKnob = Time("ready-after", 20, "From standby to ready, before scale.");
    private static readonly Setting<TimeSpan> OnAfterKnob = Time("on-after", 45, "Warming up, before scale.");
    private static readonly Setting<TimeSpan> OffAfterKnob = Time("off-after", 90, "Cooling down, before scale.");
    private static readonly Setting<TimeSpan> WakeAfterKnob = Time("wake-after", 120, "From the wake packet to standby, before scale.");
    private static readonly Setting<TimeSpan> LatencyKnob = Setting.Duration(
        "latency", TimeSpan.FromMilliseconds(50), TimeSpan.Zero, TimeSpan.FromMinutes(10), "From a request to its reply.");
    private static readonly Setting<TimeSpan> TransitionLatencyKnob = Setting.Duration(
        "transition-latency", TimeSpan.FromSeconds(3.5), TimeSpan.Zero, TimeSpan.FromMinutes(10), "The same while a transition runs, before scale.");
    private static readonly Setting<TimeSpan> SourceAfterKnob = Setting.Duration(
        "source-after", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1), "How long a source switch shows no source.");
    private static readonly Setting<AcceptedFraming> FramingKnob = Setting.Choice("framing", AcceptedFraming.Both, "Which request forms are answered.");
    private static readonly Setting<AuthMode> AuthModeKnob = Setting.Choice("auth-mode", AuthMode.Open, "What needs a login.");
    private static readonly Setting<int> PinKnob = Setting.Integer("pin", 98765, 0, 99999, "The PIN that is right.");
    private static readonly Setting<WrongPinReply> WrongPinKnob = Setting.Choice("wrong-pin", WrongPinReply.AccessError, "How a wrong PIN is refused.");
    private static readonly Setting<PinType> PinTypeKnob = Setting.Choice("pin-type", PinType.Any, "In which type the PIN is taken.");
    private static readonly Setting<BusyReply> BusyKnob = Setting.Choice("busy-reply", BusyReply.Busy, "How a power command is refused in a transition.");
    private static readonly Setting<BatchMissing> BatchMissingKnob = Setting.Choice("batch-missing", BatchMissing.Omit, "What a list with an absent name is answered with.");
    private static readonly Setting<PowerOffInReady> PowerOffKnob = Setting.Choice("power-off-in-ready", PowerOffInReady.StepDown, "What a further power-off does.");
    private static readonly Setting<EcoMode> EcoKnob = Setting.Choice("eco", EcoMode.Offline, "Whether eco leaves the network.");
    private static readonly Setting<PresetForm> PresetFormKnob = Setting.Choice("preset-form", PresetForm.Pairs, "The shape of the preset assignments.");
    private static readonly Setting<ModelUpdatedKey> ModelUpdatedKnob = Setting.Choice("model-updated-key", ModelUpdatedKey.ObjectChanged, "The key of the model's signal.");
    private static readonly Setting<bool> NotifySelfKnob = Setting.Flag("notify-self", true, "Whether a client is told of changes it made itself.");
    private static readonly Setting<bool> CloseAfterReplyKnob = Setting.Flag("close-after-reply", false, "Whether every reply ends the connection.");
    private static readonly Setting<int> ChunkSizeKnob = Setting.Integer("chunk-size", 0, 0, 65536, "Bytes per segment; 0 sends a message in one.");
    private static readonly Setting<TimeSpan> ChunkDelayKnob = Setting.Duration("chunk-delay", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1), "Pause between two segments.");
    private static readonly Setting<ReplyOrder> ReplyOrderKnob = Setting.Choice("reply-order", ReplyOrder.Fifo, "In which order pipelined requests are answered.");
    private static readonly Setting<int> MaxClientsKnob = Setting.Integer("max-clients", 0, 0, 64, "Clients at a time, further ones are turned away; 0 for no limit.");
    private static readonly Setting<bool> TargetStateKnob = Setting.Flag("target-state", true, "Whether system.targetstate exists; false for old firmware.");
    private static readonly Setting<bool> HealthKnob = Setting.Flag("health", true, "Whether system.health exists; false for old firmware.");
    private static readonly Setting<KeyMethods> KeyMethodsKnob = Setting.Choice("key-methods", KeyMethods.New, "Which methods take remote keys.");
    private static readonly Setting<int> WakePortKnob = Setting.Integer("wake-port", 0, 0, 65535, "UDP port for wake packets, 9 on a projector; 0 for none.");
    private static readonly Setting<TimeSpan> EcoLastsKnob = Setting.Duration("eco-lasts", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(24), "Wakes by itself after this time in eco; 0s for never.");

    public static IReadOnlyList<Setting> Settings { get; } =
    [
        StateKnob, ScaleKnob, ReadyAfterKnob, OnAfterKnob, OffAfterKnob, WakeAfterKnob, LatencyKnob, TransitionLatencyKnob,
        SourceAfterKnob, FramingKnob, AuthModeKnob, PinKnob, WrongPinKnob, PinTypeKnob, BusyKnob, BatchMissingKnob,
        PowerOffKnob, EcoKnob, PresetFormKnob, ModelUpdatedKnob, NotifySelfKnob, CloseAfterReplyKnob, ChunkSizeKnob,
        ChunkDelayKnob, ReplyOrderKnob, MaxClientsKnob, TargetStateKnob, HealthKnob, KeyMethodsKnob, WakePortKnob, EcoLastsKnob,
    ];

    public required InitialState State { get; init; }
    public required TimeSpan ReadyAfter { get; init; }
    public required TimeSpan OnAfter { get; init; }
    public required TimeSpan OffAfter { get; init; }
    public required TimeSpan WakeAfter { get; init; }
    public required TimeSpan Latency { get; init; }
    public required TimeSpan TransitionLatency { get; init; }
    public required TimeSpan SourceAfter { get; init; }
    public required AcceptedFraming Framing { get; init; }
    public required AuthMode AuthMode { get; init; }
    public required int Pin { get; init; }
    public required WrongPinReply WrongPin { get; init; }
    public required PinType PinType { get; init; }
    public required BusyReply BusyReply { get; init; }
    public required BatchMissing BatchMissing { get; init; }
    public required PowerOffInReady PowerOffInReady { get; init; }
    public required EcoMode Eco { get; init; }
    public required PresetForm PresetForm { get; init; }
    public required ModelUpdatedKey ModelUpdatedKey { get; init; }
    public required bool NotifySelf { get; init; }
    public required bool CloseAfterReply { get; init; }
    public required int ChunkSize { get; init; }
    public required TimeSpan ChunkDelay { get; init; }
    public required ReplyOrder ReplyOrder { get; init; }
    public required int MaxClients { get; init; }
    public required bool HasTargetState { get; init; }
    public required bool HasHealth { get; init; }
    public required KeyMethods KeyMethods { get; init; }
    public required int WakePort { get; init; }
    public required TimeSpan EcoLasts { get; init; }

    public static VirtualOptions Read(ISettings settings)
    {
        var scale = settings.Get(ScaleKnob);
        return new VirtualOptions
        {
            State = settings.Get(StateKnob),
            ReadyAfter = settings.Get(ReadyAfterKnob) * scale,
            OnAfter = settings.Get(OnAfterKnob) * scale,
            OffAfter = settings.Get(OffAfterKnob) * scale,
            WakeAfter = settings.Get(WakeAfterKnob) * scale,
            Latency = settings.Get(LatencyKnob),
            TransitionLatency = settings.Get(TransitionLatencyKnob) * scale,
            SourceAfter = settings.Get(SourceAfterKnob),
            Framing = settings.Get(FramingKnob),
            AuthMode = settings.Get(AuthModeKnob),
            Pin = settings.Get(PinKnob),
            WrongPin = settings.Get(WrongPinKnob),
            PinType = settings.Get(PinTypeKnob),
            BusyReply = settings.Get(BusyKnob),
            BatchMissing = settings.Get(BatchMissingKnob),
            PowerOffInReady = settings.Get(PowerOffKnob),
            Eco = settings.Get(EcoKnob),
            PresetForm = settings.Get(PresetFormKnob),
            ModelUpdatedKey = settings.Get(ModelUpdatedKnob),
            NotifySelf = settings.Get(NotifySelfKnob),
            CloseAfterReply = settings.Get(CloseAfterReplyKnob),
            ChunkSize = settings.Get(ChunkSizeKnob),
            ChunkDelay = settings.Get(ChunkDelayKnob),
            ReplyOrder = settings.Get(ReplyOrderKnob),
            MaxClients = settings.Get(MaxClientsKnob),
            HasTargetState = settings.Get(TargetStateKnob),
            HasHealth = settings.Get(HealthKnob),
            KeyMethods = settings.Get(KeyMethodsKnob),
            WakePort = settings.Get(WakePortKnob),
            EcoLasts = settings.Get(EcoLastsKnob),
        };
    }

    private static Setting<TimeSpan> Time(string name, int seconds, string description) =>
        Setting.Duration(name, TimeSpan.FromSeconds(seconds), TimeSpan.Zero, TimeSpan.FromHours(1), description);
}
