namespace PluginHost.Incident.Experiment;

/// <summary>What one client did.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Succeeded">Polls that ended well.</param>
/// <param name="Failed">Polls that did not.</param>
/// <param name="LongestPoll">The longest that a poll took.</param>
/// <param name="WorstRecovery">The longest from a poll that failed to the next good one.</param>
/// <param name="MostDescriptors">The most descriptors at a sample.</param>
/// <param name="Left">Descriptors that were open when it had ended.</param>
internal sealed record ClientFigures(
    string Name, int Succeeded, int Failed, TimeSpan LongestPoll, TimeSpan WorstRecovery, int MostDescriptors, int Left)
{
    public static ClientFigures Of(string name, PollRecord record, int most, int left) =>
        new(name, record.Succeeded, record.Failed, record.Longest, record.WorstRecovery, most, left);
}
