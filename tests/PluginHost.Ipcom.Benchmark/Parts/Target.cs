using System.Globalization;

namespace PluginHost.Ipcom.Benchmark.Parts;

/// <summary>What is wanted of a figure, and whether it was reached.</summary>
internal static class Target
{
    public static void AtLeast(string what, double wanted, double measured) => Tell($"{what} ≥ {Number(wanted)}", measured, measured >= wanted);

    public static void AtMost(string what, double wanted, double measured) => Tell($"{what} ≤ {Number(wanted)}", measured, measured <= wanted);

    private static void Tell(string what, double measured, bool isReached) =>
        Console.WriteLine($"| {what} | {Number(measured)}: {(isReached ? "reached" : "**missed**")} |");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
