using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.DriverCode;

/// <summary>Answers whether a compilation declares a driver; looked up once, and only where something hangs on it.</summary>
internal sealed class DriverCompilation(Compilation compilation)
{
    private readonly INamedTypeSymbol? _contract = compilation.Find("PluginHost.IDeviceDriver").FirstOrDefault();
    private readonly object _walk = new();
    private bool? _declaresDriver;

    /// <summary>Whether it could: it knows the contract, and is not the contract's own.</summary>
    public bool MayDeclareDriver => _contract is not null && !SymbolEqualityComparer.Default.Equals(_contract.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether it does.</summary>
    public bool DeclaresDriver(CancellationToken cancellationToken)
    {
        // Many operations ask at once. A Lazy would keep the cancellation of the first for all that come later.
        lock (_walk)
        {
            return _declaresDriver ??= MayDeclareDriver && Find(cancellationToken);
        }
    }

    private bool Find(CancellationToken cancellationToken)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = open.Pop();
            if (next is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type && type.AllInterfaces.Contains(_contract!, SymbolEqualityComparer.Default))
            {
                return true;
            }

            foreach (var member in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                open.Push(member);
            }
        }

        return false;
    }
}
