using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>Each mistake of the incident is found by the rule that its source names, and its cure by none.</summary>
public sealed partial class GalleryRuleTests
{
    public static TheoryData<string> Names => [.. Exhibit.Names];

    /// <summary>What the rules say; a mistake that dies in the contract has none.</summary>
    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "NulledConnection", ["PH0001"] },
        { "LimitPerChunk", ["PH0002"] },
        { "BusyAsError", [] },
        { "ReusedAfterTimeout", ["PH0005"] },
        { "TotalLimitOnStream", ["PH0008"] },
        { "FailedLogin", ["PH0004"] },
        { "SuppressedCleanup", ["PH0003"] },
        { "ShutdownWithoutClose", ["PH0006"] },
        { "EarlyReturn", ["PH0007"] },
        { "DatagramNeverClosed", ["PH0007"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Before_IsReportedWhereItSays(string name, string[] rules)
    {
        var before = new Exhibit(name, "Before");
        var marks = before.Source.Split('\n')
            .Select((line, i) => (Line: i + 1, Mark: Mark().Match(line)))
            .Where(line => line.Mark.Success)
            .Select(line => (line.Line, line.Mark.Groups[1].Value));

        var found = await FindAsync(before);

        Assert.Equal(rules, found.Select(one => one.Rule));
        Assert.Equal(marks, found.Select(one => (one.Line, one.Rule)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task After_IsSilent(string name) => Assert.Empty(await FindAsync(new Exhibit(name, "After")));

    [Fact]
    public async Task LimitPerChunk_IsReportedWithItsProduct() =>
        Assert.Contains("256 passes of 10 s may take 42 min 40 s", Assert.Single(await FindAsync(new Exhibit("LimitPerChunk", "Before"))).Message, StringComparison.Ordinal);

    private static async Task<IReadOnlyList<(int Line, string Rule, string Message)>> FindAsync(Exhibit exhibit)
    {
        var compilation = Compiled.From([exhibit.Source]).WithoutErrors();
        List<(int Line, string Rule, string Message)> found = [];
        foreach (var analyzer in Analyzers())
        {
            found.AddRange((await analyzer.RunAsync(compilation)).Select(one => (one.Location.GetLineSpan().StartLinePosition.Line + 1, one.Id, one.GetMessage())));
        }

        return [.. found.Order()];
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers() => Assembly.Load("PluginHost.Analyzers").GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer)))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    [GeneratedRegex("// (PH[0-9]{4})$")]
    private static partial Regex Mark();
}
