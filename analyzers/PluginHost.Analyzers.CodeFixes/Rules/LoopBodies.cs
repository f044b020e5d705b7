using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Adds to what a loop does in each pass.</summary>
internal static class LoopBodies
{
    /// <summary>What the loop repeats; <see langword="null"/> where the statement is no loop.</summary>
    public static StatementSyntax? BodyOf(SyntaxNode? loop) => loop switch
    {
        WhileStatementSyntax { Statement: var statement } => statement,
        DoStatementSyntax { Statement: var statement } => statement,
        ForStatementSyntax { Statement: var statement } => statement,
        CommonForEachStatementSyntax { Statement: var statement } => statement,
        _ => null,
    };

    /// <summary>Puts a statement before all that a body does; a body without braces gets them.</summary>
    public static void InsertFirst(this SyntaxEditor editor, StatementSyntax body, StatementSyntax first)
    {
        if (body is BlockSyntax { Statements: { Count: > 0 } statements })
        {
            editor.AddBefore(statements[0], first);
        }
        else
        {
            editor.ReplaceNode(body, (now, _) => SyntaxFactory.Block(first, (StatementSyntax)now).WithAdditionalAnnotations(Formatter.Annotation));
        }
    }
}
