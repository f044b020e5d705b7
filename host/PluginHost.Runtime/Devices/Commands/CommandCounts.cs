namespace PluginHost.Runtime.Devices.Commands;

/// <summary>How a device's commands did.</summary>
/// <param name="Sent">Answered since the start.</param>
/// <param name="Failed">Of these, not completed.</param>
/// <param name="P50Ms">The median time of the last 256 completed, in milliseconds; <see langword="null"/> without any.</param>
/// <param name="P99Ms">Their 99th percentile, in milliseconds.</param>
public sealed record CommandCounts(long Sent, long Failed, double? P50Ms, double? P99Ms);
