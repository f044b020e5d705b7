namespace PluginHost.Barco.Virtual.Faults;

/// <summary>What the virtual projector can be asked to do wrong.</summary>
internal static class VirtualFaults
{
    // Occasions: connections accepted.
    public static Fault RefuseConnection { get; } = new("refuse-connection", "Ends a new connection at once; value fin (default) or rst.");
    public static Fault SecondConnection { get; } = new("second-connection", "Ends a new connection while another one is open; value fin (default) or rst.");

    // Occasions: looks at an idle connection, ten a second.
    public static Fault CloseIdle { get; } = new("close-idle", "Ends a connection that was idle; value fin (default), rst or vanish, and after a colon the idle time, such as rst:2s (default 500ms). Vanish keeps it open and never sends again.");

    // Occasions: logins.
    public static Fault RefusePin { get; } = new("refuse-pin", "Refuses every PIN; value access-error (default), server-error or false.");
    public static Fault LoginSilence { get; } = new("login-silence", "Never answers a login.");
    public static Fault LoginFin { get; } = new("login-fin", "Closes instead of answering a login.");
    public static Fault LoginTruncate { get; } = new("login-truncate", "Answers half of a login, then closes.");
    public static Fault LoginBusy { get; } = new("login-busy", "Answers a login as busy transitioning to ready.");

    // Occasions: power commands.
    public static Fault Busy { get; } = new("busy", "Refuses power commands as busy; value a time from the first refusal (30s) or where to the transition leads (default ready).");

    // Occasions: property.get of anything but the state.
    public static Fault BusyReads { get; } = new("busy-reads", "Refuses reading as busy, the state excepted; value as for busy.");

    // Occasions: property.get of anything but the state.
    public static Fault StandbyRefuses { get; } = new("standby-refuses", "Refuses, whatever its state, to read any property but the state, as a projector in standby does with those of the picture.");

    // Occasions: replies, logins excepted.
    public static Fault Mute { get; } = new("mute", "Takes a request and never answers it; value a method, all by default.");
    public static Fault Silent { get; } = new("silent", "From this request on nothing is sent on its connection, which stays open.");
    public static Fault LateReply { get; } = new("late-reply", "Answers that much later; value a time, 12s by default. Later requests are answered after it.");
    public static Fault SlowFirstByte { get; } = new("slow-first-byte", "The reply begins after that time; value a time, 4s by default.");
    public static Fault Trickle { get; } = new("trickle", "Sends the reply byte by byte; value the pause, 900ms by default.");
    public static Fault UselessBytes { get; } = new("useless-bytes", "Sends a blank again and again instead of a reply; value the pause, 9s by default.");
    public static Fault Truncate { get; } = new("truncate", "Sends the beginning of a reply, then closes; value the number of bytes, half by default.");
    public static Fault HalfReply { get; } = new("half-reply", "Sends the beginning of a reply, then nothing more on this connection; value the number of bytes, half by default.");
    public static Fault Garbage { get; } = new("garbage", "Value noise (default): bytes without a brace instead of the reply; prefix: the reply after the word garbage; object: balanced braces that are no message.");
    public static Fault HttpError { get; } = new("http-error", "Answers with an HTTP error page; value the status, 400 by default.");
    public static Fault Undecodable { get; } = new("undecodable", "Sends a reply whose text is no UTF-8.");
    public static Fault Oversize { get; } = new("oversize", "Sends a reply of more than 1 MiB.");
    public static Fault WrongId { get; } = new("wrong-id", "Answers under an id that nobody asked with.");
    public static Fault Reset { get; } = new("reset", "Resets the connection instead of answering; value the bytes sent before, 0 by default.");
    public static Fault Flood { get; } = new("flood", "Sends notifications back to back after the reply; value their number, 10000 by default.");

    public static IReadOnlyList<Fault> All { get; } =
    [
        RefuseConnection, SecondConnection, CloseIdle, RefusePin, LoginSilence, LoginFin, LoginTruncate, LoginBusy, Busy, BusyReads, StandbyRefuses,
        Mute, Silent, LateReply, SlowFirstByte, Trickle, UselessBytes, Truncate, HalfReply, Garbage, HttpError, Undecodable,
        Oversize, WrongId, Reset, Flood,
    ];
}
