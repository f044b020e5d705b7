using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Server.Api.Documents;

/// <summary>How a device's commands did.</summary>
internal sealed record CommandsDocument(long Sent, long Failed, double? P50Ms, double? P99Ms)
{
    public static CommandsDocument From(CommandCounts counts) => new(counts.Sent, counts.Failed, counts.P50Ms, counts.P99Ms);
}
