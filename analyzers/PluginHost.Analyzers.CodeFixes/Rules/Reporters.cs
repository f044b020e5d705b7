using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Writes the statement that logs an exception with whatever logger is in scope; each proposal is bound before it is made.</summary>
internal sealed class Reporters(SemanticModel model, SyntaxNode place, int position)
{
    private const string Message = "Closing the connection failed";

    /// <summary>A call that logs the exception of that name.</summary>
    /// <param name="exception">An expression.</param>
    public string Call(string exception)
    {
        foreach (var logger in Loggers())
        {
            if (Binds($"{logger}.LogWarning(default(System.Exception), \"\")"))
            {
                return $"{logger}.LogWarning({exception}, \"{Message}\")";
            }

            const string Extensions = "Microsoft.Extensions.Logging.LoggerExtensions";
            if (Binds($"{Extensions}.LogWarning({logger}, default(System.Exception), \"\")"))
            {
                return $"{Extensions}.LogWarning({logger}, {exception}, \"{Message}\")";
            }
        }

        return $"{Type("Trace", "System.Diagnostics")}.TraceWarning(\"{Message}: {{0}}\", {exception})";
    }

    /// <summary>A type as it must be written here.</summary>
    public string Type(string name, string space)
    {
        if (Is(name))
        {
            return name;
        }

        return Is($"{space}.{name}") ? $"{space}.{name}" : $"global::{space}.{name}";

        bool Is(string written) =>
            model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseExpression(written), SpeculativeBindingOption.BindAsExpression).Symbol is INamedTypeSymbol type
            && type.Name == name && type.ContainingNamespace.ToDisplayString() == space;
    }

    /// <summary>A name that nothing here has yet.</summary>
    /// <param name="scope">Where it must be free, beside what is in scope already.</param>
    /// <param name="wanted">The names to try first.</param>
    public string Free(SyntaxNode scope, params string[] wanted)
    {
        var taken = new HashSet<string>(model.LookupSymbols(position).Where(one => one is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol).Select(one => one.Name));
        taken.UnionWith(scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));

        // What was just named.
        taken.UnionWith(scope.Ancestors().OfType<CatchClauseSyntax>().Select(clause => clause.Declaration?.Identifier.ValueText ?? ""));
        return wanted.FirstOrDefault(name => !taken.Contains(name))
            ?? Enumerable.Range(1, int.MaxValue).Select(i => $"{wanted[0]}{i}").First(name => !taken.Contains(name));
    }

    private IEnumerable<string> Loggers() => model.LookupSymbols(position)
        .Select(symbol => (Symbol: symbol, Rank: Rank(symbol)))
        .Where(one => one.Rank > 0 && Reach.CanUse(one.Symbol, place, model))
        .OrderBy(one => one.Rank)
        .ThenBy(one => one.Symbol.Name, StringComparer.Ordinal)
        .Select(one => SyntaxFacts.GetKeywordKind(one.Symbol.Name) == SyntaxKind.None ? one.Symbol.Name : "@" + one.Symbol.Name);

    /// <summary>Fields first, then properties, then parameters; 0 for what is no logger.</summary>
    private static int Rank(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field when IsLogger(field.Type) => 1,
        IPropertySymbol { IsIndexer: false } property when IsLogger(property.Type) => 2,
        IParameterSymbol { RefKind: RefKind.None } parameter when IsLogger(parameter.Type) => 3,
        _ => 0,
    };

    private static bool IsLogger(ITypeSymbol type) => Is(type) || type.AllInterfaces.Any(Is);

    private static bool Is(ITypeSymbol type) => type is { Name: "ILogger" } && type.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Logging";

    private bool Binds(string call) =>
        model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseExpression(call), SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol;
}
