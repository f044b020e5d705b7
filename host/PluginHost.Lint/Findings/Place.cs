using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Findings;

/// <summary>A stretch of a source file.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="EndLine">From 1.</param>
/// <param name="EndColumn">From 1, behind the last character.</param>
public sealed record Place(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>Where a location lies in its own file: a <c>#line</c> of the source does not move it.</summary>
    /// <returns><see langword="null"/> where it is in no file.</returns>
    public static Place? Of(Location location)
    {
        if (location.SourceTree is null && location.Kind != LocationKind.ExternalFile)
        {
            return null;
        }

        var span = location.GetLineSpan();
        return new Place(
            span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1);
    }
}
