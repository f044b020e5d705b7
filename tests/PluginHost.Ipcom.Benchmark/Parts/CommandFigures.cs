using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;

namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>How soon commands are on the wire and acknowledged.</summary>
internal static class CommandFigures
{
    private const string Completed = "completed";

    /// <summary>Commands one after the other, each with a write of its own.</summary>
    public static void ShowSingle(IReadOnlyList<CommandTimes> commands, ControllerReport controller)
    {
        // Others were sent before the measuring began or when it was over.
        var whole = commands.Where(command => controller.Writes.Any(write => IsOf(write, command))).ToList();
        var toWire = new Distribution(whole.Select(command => controller.Writes.First(write => IsOf(write, command)) - command.Called));
        var toAnswer = new Distribution(whole.Select(command => command.Answered - command.Called));
        Target.AtMost("a command to its bytes at the controller, p99, ms", 50, toWire.Most);
        Target.AtMost("a command to its acknowledgement, p99, ms", 100, toAnswer.Most);
        Console.WriteLine(FormattableString.Invariant(
            $"\n{whole.Count} commands; to the wire ms, p50 / p99 / max: {toWire}; acknowledged: {toAnswer}."));
        Console.WriteLine(FormattableString.Invariant(
            $"The very first, whose code is compiled on the way, was acknowledged after {commands[0].Answered - commands[0].Called:0} ms. Failed: {commands.Count(command => command.Outcome != Completed)} of {commands.Count}.\n"));
    }

    /// <summary>Commands all at once.</summary>
    public static void ShowBurst(IReadOnlyList<CommandTimes> commands, ControllerReport controller)
    {
        var (began, ended) = (commands.Min(command => command.Called), commands.Max(command => command.Answered));
        var seconds = (ended - began) / 1000;
        var snapshots = controller.Polls.Count(poll => poll >= began && poll <= ended) / seconds;
        Console.WriteLine("## Many commands at once\n");
        Console.WriteLine(FormattableString.Invariant(
            $"{commands.Count} commands, {commands.Count(command => command.Outcome != Completed)} failed; all acknowledged after {seconds:0.0} s; {controller.Writes.Count} writes\n"));
        Console.WriteLine("| wanted | measured |\n| --- | --- |");
        Target.AtLeast("gap between two writes, ms", 200, new Distribution(controller.Gaps).Smallest);
        Target.AtLeast("snapshots per second meanwhile", 2, snapshots);
        Console.WriteLine();
    }

    private static bool IsOf(double write, CommandTimes command) => write >= command.Called && write <= command.Answered;
}
