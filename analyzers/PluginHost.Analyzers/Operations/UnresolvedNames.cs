using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Operations;

/// <summary>Answers for many references of one body whether something that does not resolve gets hold of what they name; each part is read once.</summary>
internal sealed class UnresolvedNames
{
    private readonly Dictionary<IOperation, HashSet<string>> _names = new(SameOperation.Instance);

    public bool Take(IOperation reference, ISymbol symbol)
    {
        if (reference.Ancestors().LastOrDefault(Unresolved.DoesNotResolve) is not { } part)
        {
            return false;
        }

        if (!_names.TryGetValue(part, out var names))
        {
            _names[part] = names = Unresolved.NamesIn(part);
        }

        return names.Contains(symbol.Name);
    }
}
