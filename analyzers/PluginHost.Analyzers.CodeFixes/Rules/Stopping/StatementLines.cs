using System.Text;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>Lays a statement that is written on one line out on several, with each brace on its own.</summary>
internal static class StatementLines
{
    public static string Of(string statement, string line, string step)
    {
        var (text, depth, isBegun) = (new StringBuilder(), 0, true);
        foreach (var word in statement.Split(' '))
        {
            depth -= word == "}" ? 1 : 0;
            var isBrace = word is "{" or "}";
            var isNext = isBegun && text.Length > 0;
            text.Append(isBrace || isNext ? line + string.Concat(Enumerable.Repeat(step, depth)) : text.Length > 0 ? " " : "").Append(word);
            depth += word == "{" ? 1 : 0;
            isBegun = isBrace;
        }

        return text.ToString();
    }
}
