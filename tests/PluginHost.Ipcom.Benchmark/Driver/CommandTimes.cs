namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>One command, in milliseconds of the machine's clock.</summary>
/// <param name="Called">When it was asked for.</param>
/// <param name="Answered">When its outcome was known.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record CommandTimes(double Called, double Answered, string Outcome);
