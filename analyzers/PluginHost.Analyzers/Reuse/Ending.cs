using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Reuse;

/// <summary>How a piece of code ends.</summary>
/// <param name="Throws">With an exception.</param>
/// <param name="Thrown">Which, where it is a new one.</param>
/// <param name="Returns">By leaving the function.</param>
internal sealed record Ending(bool Throws, ITypeSymbol? Thrown, bool Returns)
{
    private static readonly Ending GoesOn = new(false, null, false);

    public static Ending Of(IOperation code)
    {
        var last = code;
        while (last is IBlockOperation { Operations: { IsEmpty: false } operations })
        {
            last = operations[operations.Length - 1];
        }

        return (last is IExpressionStatementOperation statement ? statement.Operation.Unwrap() : last.Unwrap()) switch
        {
            IThrowOperation { Exception: { } thrown } => new Ending(true, thrown.Unwrap().Type, false),
            IThrowOperation => new Ending(true, null, false),
            IReturnOperation => new Ending(false, null, true),
            _ => GoesOn,
        };
    }
}
