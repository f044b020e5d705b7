using System.Collections.Frozen;
using static PluginHost.Dahua.Protocol.Events.EventIndexKind;
using static PluginHost.Dahua.Protocol.Events.EventNature;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>The codes that are known. A device may have others, whose actions tell what they are.</summary>
internal static class EventCodes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventCode> All { get; } =
    [
        new("VideoMotion", Level, Channel, "Motion"),
        new("SmartMotionHuman", Level, Channel, "Person (smart motion)"),
        new("SmartMotionVehicle", Level, Channel, "Vehicle (smart motion)"),
        new("CrossLineDetection", Level, Channel, "Tripwire"),
        new("CrossRegionDetection", Level, Channel, "Intrusion"),
        new("LeftDetection", Level, Channel, "Object left behind"),
        new("TakenAwayDetection", Level, Channel, "Object taken away"),
        new("WanderDetection", Level, Channel, "Loitering"),
        new("ParkingDetection", Level, Channel, "Parking"),
        new("RioterDetection", Level, Channel, "Gathering"),
        new("CrowdDetection", Level, Channel, "Crowd"),
        new("MoveDetection", Level, Channel, "Fast movement"),
        new("FaceDetection", Level, Channel, "Face"),
        new("FaceRecognition", Level, Channel, "Face recognised"),
        new("VideoAbnormalDetection", Level, Channel, "Abnormal picture"),
        new("VideoLoss", Level, Channel, "Video lost"),
        new("VideoBlind", Level, Channel, "Lens covered"),
        new("VideoUnFocus", Level, Channel, "Out of focus"),
        new("AudioMutation", Level, Channel, "Sudden sound"),
        new("AudioAnomaly", Level, Channel, "Abnormal sound"),
        new("HeatImagingTemper", Level, Channel, "Temperature alarm"),
        new("FireWarning", Level, Channel, "Fire"),
        new("AlarmLocal", Level, Terminal, "Alarm input"),
        new("AlarmOutput", Level, Terminal, "Alarm output"),

        new("StorageNotExist", Level, Device, "No storage"),
        new("StorageFailure", Level, Device, "Storage failed"),
        new("StorageLowSpace", Level, Device, "Storage almost full"),
        new("StorageAbnormal", Level, Device, "Storage faulty"),
        new("IPConflict", Level, Device, "Address conflict"),
        new("LoginFailure", Momentary, Device, "Login refused"),
        new("Reboot", Momentary, Device, "Restart"),

        new("CallNoAnswered", Level, Door, "Call not answered yet"),
        new("PhoneCallDetect", Level, Door, "Call"),
        new("Invite", Momentary, Door, "Call begins"),
        new("IgnoreInvite", Momentary, Door, "Call ignored"),
        new("PassiveHungup", Momentary, Door, "Call ended by the other side"),
        new("HungupPhone", Momentary, Door, "Call ended"),
        new("_DoTalkAction_", Momentary, Door, "Call"),
        new("_CallNoAnswer_", Momentary, Door, "Call not answered"),
        new("BackKeyLight", Momentary, Door, "State of the door station"),
        new("DoorStatus", Momentary, Door, "Door"),
        new("DoorOpen", Momentary, Door, "Door opened"),
        new("DoorClose", Momentary, Door, "Door closed"),
        new("AccessControl", Momentary, Door, "Access"),
        new("DoorCard", Momentary, Door, "Card read"),
        new("FingerPrintCheck", Momentary, Door, "Fingerprint read"),
        new("BreakIn", Momentary, Door, "Door forced"),
        new("Duress", Momentary, Door, "Opened under duress"),
        new("ProfileAlarmTransmit", Momentary, Door, "Alarm passed on"),
        new("CallSnap", Momentary, Door, "Picture of a caller"),
        new("VideoTalkLog", Momentary, Door, "Call noted"),

        new("VideoMotionInfo", Noise, Channel, "Motion, told over and over"),
        new("IntelliFrame", Noise, Channel, "Frame with objects"),
        new("HumanTrait", Noise, Channel, "Traits of a person"),
        new("FireWarningInfo", Noise, Channel, "Fire, told over and over"),
        new("MDResult", Noise, Channel, "Cells with motion"),
        new("NewFile", Noise, Device, "File recorded"),
        new("NTPAdjustTime", Noise, Device, "Clock adjusted"),
        new("TimeChange", Noise, Device, "Clock changed"),
        new("InterVideoAccess", Noise, Device, "Access over the network"),
        new("RtspSessionDisconnect", Noise, Device, "Video client left"),
        new("NetAbort", Noise, Device, "Network lost"),
        new("SIPRegisterResult", Noise, Device, "Registered for calls"),
        new("_CallRemoveMask", Noise, Door, "Call removed"),
    ];

    private static readonly FrozenDictionary<string, EventCode> ByName = All.ToFrozenDictionary(code => code.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, EventCode>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The code of this name; <see langword="null"/> if it is not known.</summary>
    public static EventCode? Find(string name) => ByName.GetValueOrDefault(name);

    /// <inheritdoc cref="Find(string)"/>
    public static EventCode? Find(ReadOnlySpan<char> name) => BySpan.TryGetValue(name, out var code) ? code : null;
}
