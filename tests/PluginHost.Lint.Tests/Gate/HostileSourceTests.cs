using System.Text;
using PluginHost.Lint.Gate;

namespace PluginHost.Lint.Tests.Gate;

/// <summary>Source that is meant to bring a compiler down: an outcome, never an exception.</summary>
public sealed class HostileSourceTests
{
    public static TheoryData<string, string> Sources => new()
    {
        { "parentheses", $"class C {{ int X = {Repeat("(", 10_000)}1{Repeat(")", 10_000)}; }}" },
        { "unclosed parentheses", $"class C {{ int X = {Repeat("(", 100_000)}" },
        { "parentheses in a string", $"class C {{ string X = $\"{{{Repeat("(", 10_000)}1{Repeat(")", 10_000)}}}\"; }}" },
        { "brackets", $"class C {{ int X = {Repeat("[", 50_000)}" },
        { "angles", $"class C {{ {Repeat("C<", 50_000)}" },
        { "angles in an expression", $"class C {{ int X = {Repeat("C<", 50_000)}1; }}" },
        { "allowed parentheses", $"class C {{ int X = {Repeat("(", 480)}1{Repeat(")", 480)}; }}" },
        { "allowed blocks", $"class C {{ void M() {Repeat("{", 480)}{Repeat("}", 480)} }}" },
        { "allowed calls", $"class C {{ C M() => this; object N() => this{Repeat(".M()", 240)}; }}" },
        { "allowed lambdas", $"class C {{ void M() {{ var x = {Repeat("() => ", 480)}1; }} }}" },
        { "allowed types", $"{Repeat("class C { ", 480)}{Repeat("}", 480)}" },
        { "blocks", $"class C {{ void M() {Repeat("{", 5_000)}{Repeat("}", 5_000)} }}" },
        { "terms", $"class C {{ int M(int a) => {Repeat("a + ", 10_000)}a; }}" },
        { "calls", $"class C {{ C M() => this; object N() => this{Repeat(".M()", 5_000)}; }}" },
        { "lambdas", $"class C {{ object X = {Repeat("() => ", 5_000)}1; }}" },
        { "types", $"{Repeat("class C { ", 2_000)}{Repeat("}", 2_000)}" },
        { "generics", $"class C {{ {Repeat("System.Func<", 2_000)}int{Repeat(">", 2_000)} X; }}" },
        { "else", $"class C {{ void M(int a) {{ {Repeat("if (a > 0) { } else ", 5_000)} {{ }} }} }}" },
        { "interpolation", $"class C {{ string X = {Repeat("$\"{", 500)}1{Repeat("}\"", 500)}; }}" },
        { "documentation", $"/// {Repeat("<a>", 10_000)}\nclass C {{ }}" },
        { "conditions", $"#if {Repeat("(", 20_000)}A{Repeat(")", 20_000)}\n#endif" },
        { "lateconditions", $"class C {{ }} /* */ #if {Repeat("(", 20_000)}A{Repeat(")", 20_000)}\n#endif" },
        { "negations", $"#if {Repeat("!", 50_000)}A\n#endif" },
        { "patterns", $"class C {{ bool M(object a) => a is {Repeat("not ", 10_000)}1; }}" },
        { "alternatives", $"class C {{ bool M(object a) => a is {Repeat("1 or ", 5_000)}1; }}" },
        { "choices", $"class C {{ int M(bool a) => {Repeat("a ? 1 : ", 5_000)}1; }}" },
        { "arrays", $"class C {{ int{Repeat("[]", 10_000)} X; }}" },
        { "pointers", $"class C {{ unsafe int{Repeat("*", 10_000)} X; }}" },
        { "names", $"class C {{ {Repeat("A.", 10_000)}B X; }}" },
        { "bases", $"{string.Concat(Enumerable.Range(0, 3_000).Select(i => $"class C{i} : C{i + 1} {{ }} "))}class C3000 {{ }}" },
        { "directives", $"{Repeat("#if true\n", 5_000)}class C {{ }}" },
        { "statements", $"class C {{ int M(int a) {{ {Repeat("a++; ", 20_000)} return a; }} }}" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task DeepOrLongSource_IsAnOutcome(string kind, string source)
    {
        var outcome = await Drivers.ExamineAsync(source);

        Assert.True(outcome.Verdict == (outcome.Reasons.Count > 0 ? Verdict.NotVerified : Verdict.Verified), kind);
    }

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
