using System.Text;
using System.Xml.Linq;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Tests.Devices.Supervision;

/// <summary>Writes what the two tables of the supervisor say, with the words of the code's own documentation.</summary>
internal static class SupervisorDoc
{
    private static readonly XDocument Documentation =
        XDocument.Load(Path.ChangeExtension(typeof(ReactionTable).Assembly.Location, ".xml"));

    public static string Write()
    {
        var text = new StringBuilder();
        Line(text, "# How a device is supervised");
        Line(text, "");
        Line(text, "Made from the tables in `host/PluginHost.Runtime/Devices/Supervision` by a test, which fails when this file is not up to date;");
        Line(text, "`PLUGINHOST_ACCEPT_SUPERVISOR_DOC=1` writes it anew.");
        Line(text, "");
        Line(text, "## What a driver's behaviour leads to");
        Line(text, "");
        Reactions(text);
        Meanings<Caller>(text, "Callers");
        Meanings<CallOutcome>(text, "Outcomes");
        Meanings<Reaction>(text, "Reactions");
        Line(text, "## How a device goes from state to state");
        Line(text, "");
        Line(text, "A signal that is not listed for a state comes too late there and is ignored.");
        Line(text, "");
        States(text);
        Meanings<DeviceState>(text, "States");
        Meanings<DeviceSignal>(text, "Signals");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Reactions(StringBuilder text)
    {
        var callers = Enum.GetValues<Caller>();
        Line(text, $"| outcome | {string.Join(" | ", callers)} |");
        Line(text, $"| --- |{string.Concat(callers.Select(_ => " --- |"))}");
        foreach (var outcome in Enum.GetValues<CallOutcome>())
        {
            Line(text, $"| {outcome} | {string.Join(" | ", callers.Select(caller => ReactionTable.Of(caller, outcome)))} |");
        }

        Line(text, "");
    }

    private static void States(StringBuilder text)
    {
        Line(text, "| state | signal | next state |");
        Line(text, "| --- | --- | --- |");
        foreach (var state in Enum.GetValues<DeviceState>())
        {
            foreach (var signal in Enum.GetValues<DeviceSignal>())
            {
                if (StateTable.Next(state, signal) is { } next)
                {
                    Line(text, $"| {state} | {signal} | {next} |");
                }
            }
        }

        Line(text, "");
    }

    private static void Meanings<T>(StringBuilder text, string title)
        where T : struct, Enum
    {
        Line(text, $"### {title}");
        Line(text, "");
        foreach (var value in Enum.GetValues<T>())
        {
            Line(text, $"- **{value}**: {Summary($"F:{typeof(T).FullName}.{value}")}");
        }

        Line(text, "");
    }

    private static string Summary(string member) => Documentation.Descendants("member")
        .Single(found => (string?)found.Attribute("name") == member).Element("summary")!.Value.Trim();

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
