using System.Globalization;
using PluginHost.Incident.Experiment;

namespace PluginHost.Incident.Drawing;

/// <summary>The figures in words, as a table that a page can take over.</summary>
internal static class Summary
{
    public static string Write(ExperimentOptions options, ExperimentResult result) => string.Create(CultureInfo.InvariantCulture, $"""
        {options.Polls} polls, one every 2 s: {(options.Polls * FaultPlan.PollInterval).TotalHours:0.##} h in {result.Took.TotalSeconds:0} s, 1/{options.Speed:0} of the time; seed {options.Seed}

        | | sockets at most | left open | good polls | failed polls | longest poll | worst recovery |
        | --- | --- | --- | --- | --- | --- | --- |
        {Row(result.Old)}
        {Row(result.Driver)}
        {Row(result.Lent)}

        The old client as a driver, on lent transports: {result.LentDevice.Connections.Opened} opened, {result.LentDevice.Connections.Closed} closed, {result.LentDevice.Connections.Leaked} of them left behind by it and closed by the host.
        The old client as a driver, on its own sockets: {result.OwnDevice.Status}{(result.OwnDevice.IsQuarantined ? ", quarantined" : "")}. The host said: {result.Named}
        """);

    private static string Row(ClientFigures client) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {client.Name} | {client.MostDescriptors} | {client.Left} | {client.Succeeded} | {client.Failed} | {Span(client.LongestPoll)} | {Span(client.WorstRecovery)} |");

    private static string Span(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s");
}
