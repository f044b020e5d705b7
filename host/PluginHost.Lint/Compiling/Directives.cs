using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Compiling;

/// <summary>
/// The <c>#:</c> directives of a file-based app. The SDK acts on them when it builds the file; the host restores no package and
/// builds no project, so what would need that is refused, and what changes nothing is passed over.
/// </summary>
internal static class Directives
{
    private const string OwnReferences = "the host compiles a script against the framework, the contract and its logging interface";

    private static readonly HashSet<string> Brought = new(StringComparer.OrdinalIgnoreCase)
    {
        "PluginHost.Abstractions", "PluginHost.Analyzers", "Microsoft.Extensions.Logging.Abstractions",
    };

    // These change what the same text does, which nobody would notice.
    private static readonly HashSet<string> Decisive = new(StringComparer.OrdinalIgnoreCase) { "DefineConstants", "CheckForOverflowUnderflow" };

    /// <summary>What the host cannot honour, and where it stands.</summary>
    public static IEnumerable<(Place Place, string Message)> Refused(SyntaxTree tree) =>
        from trivia in tree.GetRoot().GetLeadingTrivia()
        let directive = trivia.GetStructure() as IgnoredDirectiveTriviaSyntax
        where directive is not null
        let message = Judge(directive.Content.ToString().Trim())
        where message is not null
        select (Place.Of(directive.GetLocation())!, message);

    private static string? Judge(string directive)
    {
        var (kind, value) = directive.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var word, var rest] => (word, rest.Trim()),
            [var word] => (word, ""),
            _ => ("", ""),
        };
        return kind switch
        {
            "property" when Decisive.Contains(NameOf(value, '=')) =>
                $"'#:property {NameOf(value, '=')}' would change what the script does, and the host does not honour it",
            "property" => null,
            "sdk" when NameOf(value, '@').Equals("Microsoft.NET.Sdk", StringComparison.OrdinalIgnoreCase) => null,
            "sdk" => $"'#:sdk {value}' cannot be honoured: {OwnReferences}",
            "package" when Brought.Contains(NameOf(value, '@')) => null,
            "package" => $"'#:package {value}' cannot be honoured: {OwnReferences}; make the driver a project to use packages",
            "project" when Brought.Contains(ProjectOf(value)) => null,
            "project" => $"'#:project {value}' cannot be honoured: {OwnReferences}; make the driver a project to refer to others",
            "include" => $"'#:include {value}' cannot be honoured: a script is one file; make the driver a project to use several",
            _ => $"the host does not know the directive '#:{directive}'",
        };
    }

    /// <summary>The project's name; a folder stands for the project in it.</summary>
    private static string ProjectOf(string path) =>
        path.TrimEnd('/', '\\').Split('/', '\\')[^1] is var last && last.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? last[..^".csproj".Length] : last;

    private static string NameOf(string value, char before) => value.Split(before, 2)[0].Trim();
}
