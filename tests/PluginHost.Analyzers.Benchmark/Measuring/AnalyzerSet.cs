using System.Reflection;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>Analyzers that are measured together.</summary>
/// <param name="Name">What the command line and the table call them.</param>
/// <param name="Title">What they are.</param>
/// <param name="Files">Their assemblies.</param>
/// <param name="Configuration">A global analyzer configuration.</param>
internal sealed record AnalyzerSet(string Name, string Title, IReadOnlyList<string> Files, string Configuration = "")
{
    private static readonly IReadOnlyList<string> Lifetimes = ["CA1001", "CA2000", "CA2213"];

    /// <summary>Every set, the one without any first.</summary>
    public static IReadOnlyList<AnalyzerSet> All { get; } =
    [
        new("baseline", "the compiler alone", []),
        new("walk", "the yardstick: a walk over every operation", [Told("PluginHost.Analyzers.Yardstick")]),
        new("rules", "PluginHost.Analyzers, all rules", [Told("PluginHost.Analyzers")]),
        new("disposable", "IDisposableAnalyzers 4.0.8", Package("idisposableanalyzers", "4.0.8", "analyzers/dotnet/cs")),
        new("framework", "NetAnalyzers 10.0.404: CA1001, CA2000, CA2213", Package("microsoft.codeanalysis.netanalyzers", "10.0.404", "analyzers/dotnet/cs"), string.Join('\n', ["dotnet_analyzer_diagnostic.severity = none", .. Lifetimes.Select(id => $"dotnet_diagnostic.{id}.severity = warning")])) { Ids = Lifetimes },
    ];

    /// <summary>The rules whose time counts, where others of the package run all the same; empty for all.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    private static string Told(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == key).Value!;

    private static string[] Package(string name, string version, string folder) =>
        Directory.GetFiles(Path.Combine(Told("Packages"), name, version, folder), "*.dll");
}
