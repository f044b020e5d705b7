using System.Globalization;
using PluginHost.Incident.Experiment;

namespace PluginHost.Incident.Drawing;

/// <summary>The samples as a table for other programs.</summary>
internal static class DescriptorCsv
{
    public static string Write(IEnumerable<DescriptorSample> samples) => string.Concat(samples
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At.TotalMinutes:0.##},{one.Old},{one.Driver},{one.Lent}\n"))
        .Prepend("minute,old client,driver,old client on lent transports\n"));
}
