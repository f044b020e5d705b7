using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>Where code names members of its own object and parameters; gone through once for all that are asked for.</summary>
internal sealed class MemberMentions
{
    private readonly Dictionary<ISymbol, List<(IOperation At, CodeBlock Block)>> _mentions = new(SymbolEqualityComparer.Default);

    public MemberMentions(IEnumerable<(IOperation Operation, CodeBlock Block)> code)
    {
        foreach (var (operation, block) in code)
        {
            if (Mentioned(operation) is not { } symbol)
            {
                continue;
            }

            if (!_mentions.TryGetValue(symbol, out var found))
            {
                _mentions[symbol] = found = [];
            }

            found.Add((operation, block));
        }
    }

    public IReadOnlyList<(IOperation At, CodeBlock Block)> Of(ISymbol member) => _mentions.TryGetValue(member.OriginalDefinition, out var found) ? found : [];

    /// <summary>Whether an operation names a member of the own object, or a parameter.</summary>
    public static bool Is(IOperation operation, ISymbol member) => Mentioned(operation) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, member.OriginalDefinition);

    /// <summary>What it names.</summary>
    public static ISymbol? Mentioned(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => reference.Member.OriginalDefinition,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        _ => null,
    };
}
