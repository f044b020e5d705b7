using PluginHost.Ipcom.Virtual.Knobs;

namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>What the virtual controller can be asked to do wrong.</summary>
internal static class VirtualFaults
{
    // Occasions: connections accepted.
    public static ValueFault<ConnectionEnding> RefuseConnection { get; } = new(
        new("refuse-connection", "Ends a new connection at once; value fin (default) or rst."), Setting.Choice("refuse-connection", ConnectionEnding.Fin));

    // Occasions: logins.
    public static Fault MuteLogin { get; } = new("mute-login", "Takes a login and never answers it.");
    public static ValueFault<RefusalForm> RefuseLogin { get; } = new(
        new("refuse-login", "Refuses a login, right or wrong; value goodbye (default), keyed, clear, unknown (two bytes without a meaning), silence or close."),
        Setting.Choice("refuse-login", RefusalForm.Goodbye));
    public static ValueFault<HalfEnd> HalfLogin { get; } = new(
        new("half-login", "Sends half the answer to a right login; value silence (default: nothing more on this connection) or close."),
        Setting.Choice("half-login", HalfEnd.Silence));

    // Occasions: requests after the login.
    public static ValueFault<Requests> Mute { get; } = new(
        new("mute", "Takes a request, does what it asks for and never answers it; value poll, write or keep-alive, all by default."),
        Setting.Choice("mute", Requests.All));
    public static Fault Reset { get; } = new("reset", "Resets the connection instead of answering.");
    public static Fault Drop { get; } = new("drop", "Closes the connection instead of answering.");
    public static Fault Goodbye { get; } = new("goodbye", "Says goodbye instead of answering, then closes.");
    public static ValueFault<HalfEnd> HalfFrame { get; } = new(
        new("half-frame", "Sends half an answer; value silence (default: nothing more on this connection), close, or next (the next answer comes as ever)."),
        Setting.Choice("half-frame", HalfEnd.Silence));
    public static ValueFault<int> Garbage { get; } = new(
        new("garbage", "Sends random bytes before an answer, in one segment with it; value their number, 16 by default."), Number("garbage"));
    public static ValueFault<int> GarbageAfter { get; } = new(
        new("garbage-after", "Sends random bytes behind an answer, for which nobody asked; value their number, 16 by default."), Number("garbage-after"));
    public static ValueFault<TimeSpan> LateAnswer { get; } = new(
        new("late-answer", "Answers that much later, and every request behind it; value a time, 3.5s by default."), Time("late-answer", 3500));

    // Occasions: polls.
    public static Fault StaleSnapshot { get; } = new("stale-snapshot", "Answers a poll with the values from before the last write.");

    // Occasions: writes that are whole and right.
    public static Fault LoseWrite { get; } = new("lose-write", "Takes and answers a write, and no output follows.");
    public static ValueFault<TimeSpan> SlowWrite { get; } = new(
        new("slow-write", "Outputs follow a write that much later, and every write behind it; value a time, 500ms by default."), Time("slow-write", 500));
    public static ValueFault<int> StuckOutput { get; } = new(
        new("stuck-output", "One output does not follow a write; value its number from 1 to 128, module by module, 1 by default."),
        Setting.Integer("stuck-output", 1, 1, Protocol.Snapshot.Values));

    public static IReadOnlyList<Fault> All { get; } =
    [
        RefuseConnection.Fault, MuteLogin, RefuseLogin.Fault, HalfLogin.Fault, Mute.Fault, Reset, Drop, Goodbye, HalfFrame.Fault,
        Garbage.Fault, GarbageAfter.Fault, LateAnswer.Fault, StaleSnapshot, LoseWrite, SlowWrite.Fault, StuckOutput.Fault,
    ];

    private static Setting<int> Number(string name) => Setting.Integer(name, 16, 0, 1_000_000);

    private static Setting<TimeSpan> Time(string name, int milliseconds) =>
        Setting.Duration(name, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.Zero, TimeSpan.FromHours(1));
}
