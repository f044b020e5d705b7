using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>Every rule as the assemblies themselves tell it.</summary>
internal static class RuleCatalogue
{
    /// <summary>Every descriptor; a rule that says several things has several.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. Instances<DiagnosticAnalyzer>(typeof(ConnectionAnalyzer).Assembly).SelectMany(analyzer => analyzer.SupportedDiagnostics)];

    /// <summary>The rules in order, each by one of its descriptors.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
        [.. Descriptors.DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    private static readonly HashSet<string> Fixed =
    [
        .. Instances<CodeFixProvider>(Assembly.Load("PluginHost.Analyzers.CodeFixes")).SelectMany(fix => fix.FixableDiagnosticIds),
    ];

    public static bool HasFix(string id) => Fixed.Contains(id);

    private static IEnumerable<T> Instances<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
