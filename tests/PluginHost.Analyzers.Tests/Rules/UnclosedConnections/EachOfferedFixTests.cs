using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>Tries the fixes on everything that the tests of the rules report, not only on what they were written for.</summary>
public sealed class EachOfferedFixTests
{
    public static TheoryData<string> Sources =>
    [
        .. typeof(EachOfferedFixTests).Assembly.GetTypes()
            .Where(type => type.Namespace is { } space && (space == typeof(EachOfferedFixTests).Namespace || space.EndsWith(".DroppedConnections", StringComparison.Ordinal)))
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .SelectMany(row => row.Data)
            .OfType<string>()
            .Where(source => source.Contains("[|", StringComparison.Ordinal))
            .Where(source => (source.Contains("class ", StringComparison.Ordinal) || source.Contains("record ", StringComparison.Ordinal)) && MarkedKinds.Of(source) == OutputKind.DynamicallyLinkedLibrary)
            .Select(source => source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task OfferedFix_CompilesAndRemovesTheFinding(string source)
    {
        var offered = 0;
        foreach (var fix in new CodeFixProvider[] { new UnclosedConnectionFixer(), new OpenAfterFailedStepFixer(), new NeverClosedFieldFixer(), new DroppedConnectionFixer() })
        {
            offered += await new ConnectionLifecycleRule().EachFixHoldsAsync(fix, source);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{offered} fixes were offered.");
    }
}
