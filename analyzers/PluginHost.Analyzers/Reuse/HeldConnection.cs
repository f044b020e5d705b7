using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Reuse;

/// <summary>One connection that a type keeps, with all that stands on it: the client, its stream, the reader over that.</summary>
/// <param name="Members">The members of the type that hold it or a view of it, the one to close first.</param>
/// <param name="IsOwned">Whether the type opens or closes it.</param>
/// <param name="IsStream">Whether bytes come one after the other on it, so that a late answer is taken for the next one.</param>
internal sealed record HeldConnection(IReadOnlyList<ISymbol> Members, bool IsOwned, bool IsStream)
{
    /// <summary>The member whose closing closes all of it.</summary>
    public ISymbol Holder => Members[0];
}
