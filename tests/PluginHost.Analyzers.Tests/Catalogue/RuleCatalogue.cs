using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>Every rule as the assemblies themselves tell it.</summary>
internal static class RuleCatalogue
{
    /// <summary>The rules by id; a rule that two analyzers report is one.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
    [
        .. Instances<DiagnosticAnalyzer>(typeof(Descriptors).Assembly)
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static readonly HashSet<string> Fixed =
    [
        .. Instances<CodeFixProvider>(Assembly.Load("PluginHost.Analyzers.CodeFixes")).SelectMany(fix => fix.FixableDiagnosticIds),
    ];

    public static bool HasFix(string id) => Fixed.Contains(id);

    private static IEnumerable<T> Instances<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
