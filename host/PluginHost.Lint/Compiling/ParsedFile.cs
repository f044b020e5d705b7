using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Compiling;

/// <summary>A file that was parsed, or a place in it that is nested too deep to be compiled.</summary>
/// <param name="Tree">The file, where it can be compiled.</param>
/// <param name="TooDeep">Else the place.</param>
/// <param name="Refused">The directives that cannot be honoured.</param>
internal sealed record ParsedFile(SyntaxTree? Tree, Place? TooDeep, IReadOnlyList<(Place Place, string Message)> Refused)
{
    public static ParsedFile Of(SourceFile file)
    {
        if (Nesting.FindTooDeepDirective(file.Text) is { } line)
        {
            return new ParsedFile(null, new Place(file.Path, line, 1, line, 1), []);
        }

        if (Brackets.FindTooDeep(file.Text) is { } at)
        {
            var start = file.Text.AsSpan(0, at);
            var (row, column) = (start.Count('\n') + 1, at - start.LastIndexOf('\n'));
            return new ParsedFile(null, new Place(file.Path, row, column, row, column + 1), []);
        }

        var tree = DriverCompilation.Parse(file);
        return Nesting.FindTooDeep(tree) is { } deep
            ? new ParsedFile(null, Place.Of(deep.GetLocation()), [])
            : new ParsedFile(tree, null, [.. Directives.Refused(tree)]);
    }
}
