using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Lint.Compiling;

/// <summary>
/// How deep source is nested. The compiler descends into it by recursion and guards itself only while it parses statements: what
/// is nested thousands deep overflows its stack, which nothing can catch.
/// </summary>
internal static class Nesting
{
    /// <summary>Many times what people write, and a fraction of what a thread's stack holds.</summary>
    public const int MostLevels = 500;

    public static string Message => $"the code is nested more than {MostLevels} levels deep here, too deep to be compiled safely";

    /// <summary>Asked before it is parsed: the conditions of directives are parsed without a guard.</summary>
    /// <returns>The line, from 1, of a condition that is nested too deep; <see langword="null"/> where there is none.</returns>
    public static int? FindTooDeepDirective(string text)
    {
        var (line, opened, isDirective) = (1, 0, false);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\n' or '\r' or '\u0085' or '\u2028' or '\u2029':
                    (line, opened, isDirective) = (character == '\n' ? line + 1 : line, 0, false);
                    break;
                case '#':
                    isDirective = true;
                    break;
                case '(' or '!' when isDirective && ++opened > MostLevels:
                    return line;
            }
        }

        return null;
    }

    /// <summary>Asked before it is bound.</summary>
    /// <returns>The first place that is nested too deep.</returns>
    public static SyntaxNode? FindTooDeep(SyntaxTree tree)
    {
        var next = new Stack<(SyntaxNode Node, int Depth)>([(tree.GetRoot(), 0)]);
        while (next.TryPop(out var one))
        {
            if (one.Depth > MostLevels)
            {
                return one.Node;
            }

            foreach (var child in one.Node.ChildNodes())
            {
                // A sum of many terms leans to the left, and the compiler goes down there without recursion.
                var leans = one.Node is BinaryExpressionSyntax sum && child is BinaryExpressionSyntax && child == sum.Left;
                next.Push((child, leans ? one.Depth : one.Depth + 1));
            }
        }

        return null;
    }
}
