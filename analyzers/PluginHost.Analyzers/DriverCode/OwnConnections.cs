using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.DriverCode;

/// <summary>Finds what a driver opens round its host.</summary>
internal sealed class OwnConnections
{
    private const string Constructor = ".ctor";

    private readonly Dictionary<ISymbol, OwnConnection> _rows = new(SymbolEqualityComparer.Default);

    public OwnConnections(Compilation compilation)
    {
        foreach (var row in OwnConnectionApis.Rows)
        {
            foreach (var type in compilation.Find(row.Type))
            {
                _rows[type] = row;
            }
        }
    }

    /// <summary>What an operation opens; <see langword="null"/> if it opens nothing.</summary>
    public ITypeSymbol? Of(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => Made(creation),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { } type, Name: var name } } => _rows.TryGetValue(type, out var row) && row.Members.Contains(name) ? type : null,
        _ => null,
    };

    /// <summary>The connection that is made; a client over a handler that was given to it opens none by itself.</summary>
    private ITypeSymbol? Made(IObjectCreationOperation creation)
    {
        for (var type = creation.Type; type is not null; type = type.BaseType)
        {
            if (_rows.TryGetValue(type, out var row) && row.Members.Contains(Constructor))
            {
                return type.Name == "HttpClient" && creation.Arguments.Any(argument => argument.Parameter?.Type.Name == "HttpMessageHandler") ? null
                    : type.Name == "HttpMessageHandler" && creation.Type is { BaseType.Name: "DelegatingHandler" } ? null
                    : creation.Type;
            }
        }

        return null;
    }
}
