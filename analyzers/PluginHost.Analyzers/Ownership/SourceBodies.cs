using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Ownership;

/// <summary>Gives the operations of a method that is called from elsewhere: bound once, and only while it is small.</summary>
/// <param name="compilation">Where the methods stand.</param>
/// <param name="deepest">How many calls, one in another, are followed.</param>
internal sealed class SourceBodies(Compilation compilation, int deepest)
{
    /// <summary>In characters; whoever writes longer methods is asked about nothing across them.</summary>
    private const int LongestBody = 20_000;

    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>How many calls, one in another, are followed.</summary>
    public int Deepest => deepest;

    /// <summary>The body; <see langword="null"/> without source, and where it is too long or does not parse.</summary>
    public IOperation? Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        return _bodies.TryGetValue(method, out var known) ? known : _bodies.GetOrAdd(method, Bind(method, cancellationToken));
    }

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "Only for direct callees, once a method and compilation, and bounded in size.")]
    private IOperation? Bind(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (syntax.Span.Length <= LongestBody && Body(syntax) && !syntax.DoesNotParse() && compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
            }
        }

        return null;
    }

    private static bool Body(SyntaxNode syntax) => syntax switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => true,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        _ => false,
    };
}
