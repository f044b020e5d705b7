using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Forms;

/// <summary>No rule is blind in a form of code: the same mistake is found, and the same right code left alone, wherever it stands.</summary>
public sealed class EachRuleInEachFormTests
{
    private static readonly Dictionary<string, Func<RuleSample, bool, string>> Forms = new()
    {
        ["method"] = (sample, leaks) => $$"""sealed class Subject { {{Parts(sample, leaks)}} public {{Run(sample, leaks)}} }""",
        ["partial type"] = (sample, leaks) => $$"""sealed partial class Subject { {{Parts(sample, leaks)}} } sealed partial class Subject { public {{Run(sample, leaks)}} }""",
        ["primary constructor"] = (sample, leaks) => $$"""sealed class Subject(string name) { {{Parts(sample, leaks)}} public {{Run(sample, leaks)}} public override string ToString() => name; }""",
        ["record"] = (sample, leaks) => $$"""sealed record Subject(string Name) { {{Parts(sample, leaks)}} public {{Run(sample, leaks)}} }""",
        ["generic nested type"] = (sample, leaks) => $$"""static class Outer<T> { internal sealed class Subject { {{Parts(sample, leaks)}} public {{Run(sample, leaks)}} } }""",
        ["local function"] = (sample, leaks) => $$"""sealed class Subject { {{Parts(sample, leaks)}} public {{Kind(sample)}} Start() { {{Call(sample)}}Run(); {{Run(sample, leaks)}} } }""",
        ["lambda"] = (sample, leaks) => $$"""sealed class Subject { {{Parts(sample, leaks)}} public void Start() { {{(IsAsync(sample) ? "Func<Task>" : "Action")}} run = {{(IsAsync(sample) ? "async " : "")}}() => { {{Statements(sample, leaks)}} }; run(); } }""",
        ["driver"] = (sample, leaks) => $$"""
            sealed class Subject : PluginHost.IDeviceDriver
            {
                public IReadOnlyList<PluginHost.Setting> Settings => [];
                public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => new();
                public Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) => throw new NotSupportedException();
                {{Parts(sample, leaks)}}
                public {{Run(sample, leaks)}}
            }
            """,
        ["program"] = (sample, leaks) => sample.NeedsType
            ? $$"""{{Call(sample)}}new Subject().Run(); sealed class Subject { {{Parts(sample, leaks)}} public {{Run(sample, leaks)}} }"""
            : $$"""{{sample.Fields.Replace("static readonly ", "", StringComparison.Ordinal)}} {{Call(sample)}}Run(); {{Run(sample, leaks)}}""",
    };

    public static TheoryData<string, int, string, bool> Cases()
    {
        var cases = new TheoryData<string, int, string, bool>();
        for (var i = 0; i < RuleSamples.All.Count; i++)
        {
            foreach (var form in Forms.Keys)
            {
                cases.Add(RuleSamples.All[i].Id, i, form, true);
                cases.Add(RuleSamples.All[i].Id, i, form, false);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Rule_SeesItsMistakeAndNothingElse(string id, int sample, string form, bool leaks) =>
        new ConnectionAnalyzer([.. AllRules.Create().Where(rule => rule.SupportedDiagnostics.Any(one => one.Id == id))])
            .ReportsAsync(id, Forms[form](RuleSamples.All[sample], leaks), kind: form == "program" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

    private static bool IsAsync(RuleSample sample) => (sample.Leak + sample.Clean).Contains("await ", StringComparison.Ordinal);

    private static string Kind(RuleSample sample) => IsAsync(sample) ? "async Task" : "void";

    private static string Call(RuleSample sample) => IsAsync(sample) ? "await " : "";

    private static string Statements(RuleSample sample, bool leaks) => leaks ? sample.Leak : sample.Clean;

    private static string Run(RuleSample sample, bool leaks) => $$"""{{Kind(sample)}} Run() { {{Statements(sample, leaks)}} }""";

    private static string Parts(RuleSample sample, bool leaks) => sample.Fields + " " + (leaks ? sample.Members : sample.CleanMembers ?? sample.Members);
}
