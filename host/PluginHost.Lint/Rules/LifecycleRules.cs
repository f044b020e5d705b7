using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Lint.Rules;

/// <summary>Every rule of PluginHost.Analyzers, by whatever analyzers it brings.</summary>
public static class LifecycleRules
{
    /// <summary>The id under which a rule says what it did not look at.</summary>
    public const string NotAnalysed = "PH0099";

    /// <summary>The id under which the compiler says that an analyzer threw.</summary>
    public const string AnalyzerFailed = "AD0001";

    /// <summary>The analyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ConnectionAnalyzer).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The rules by id.</summary>
    public static FrozenDictionary<string, DiagnosticDescriptor> Rules { get; } = Analyzers
        .SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .DistinctBy(rule => rule.Id)
        .ToFrozenDictionary(rule => rule.Id);

    /// <summary>Whether an id is one of ours, also one that another version of the rules brings.</summary>
    public static bool IsRule(string id) => id.StartsWith("PH", StringComparison.Ordinal) && id.Length == NotAnalysed.Length;

    /// <summary>The assembly's file, for a compiler that loads it.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, typeof(ConnectionAnalyzer).Assembly.GetName().Name + ".dll");
}
