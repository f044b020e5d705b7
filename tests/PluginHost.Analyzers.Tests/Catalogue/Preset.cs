using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>A file of severities that the package brings.</summary>
/// <param name="Name">Its name, which is the value of PHPreset.</param>
/// <param name="Comment">What it is for.</param>
/// <param name="SeverityOf">What it makes of a rule, by the rule's own severity.</param>
/// <param name="Options">Options beside the severities.</param>
internal sealed record Preset(string Name, string Comment, Func<DiagnosticSeverity, string> SeverityOf, params string[] Options)
{
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("default", "Every rule as it is without a preset.", Own),
        new("strict", "What is a warning otherwise is an error, what is a suggestion is a warning.", Stricter),
        new(
            "host",
            "As the host judges a driver: generated code counts, and what could not be checked counts as found.",
            severity => severity is DiagnosticSeverity.Hidden ? "error" : Stricter(severity),
            "ph_host_mode = true"),
    ];

    /// <summary>The whole file.</summary>
    public string Write() => string.Join(
        '\n',
        [
            $"# {Comment}",
            "# Made by a test, which fails when it is not up to date; PLUGINHOST_ACCEPT_RULE_TABLE=1 writes it anew.",
            "is_global = true",
            "# Below a .globalconfig of the project, which may say otherwise; an .editorconfig may anyway.",
            "global_level = -1",
            .. Options,
            "",
            .. RuleCatalogue.Rules.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {SeverityOf(rule.DefaultSeverity)}"),
            "",
        ]);

    private static string Stricter(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Info => "warning",
        DiagnosticSeverity.Warning => "error",
        _ => Own(severity),
    };

    private static string Own(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Hidden => "silent",
        DiagnosticSeverity.Info => "suggestion",
        DiagnosticSeverity.Warning => "warning",
        _ => "error",
    };
}
