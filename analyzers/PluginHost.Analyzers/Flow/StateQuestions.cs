using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Flow;

/// <summary>Finds the question to a connection whether it still stands, after which the one that does not is so easily forgotten.</summary>
internal static class StateQuestions
{
    private const int LongestAsking = 600;

    /// <summary>What <c>x.Connected</c> asks; <see langword="null"/> for anything else.</summary>
    public static IOperation? Asked(IOperation question) => question is IPropertyReferenceOperation
    {
        Property: { Name: "Connected" or "IsConnected", Type.SpecialType: SpecialType.System_Boolean }, Instance: { } asked,
    } ? asked.BehindNullTest() : null;

    /// <summary>Whether a pattern asks for more than that something is there.</summary>
    public static bool AsksMore(IPatternOperation pattern) => pattern.DescendantsAndSelf().Any(part =>
        part is IRecursivePatternOperation recursive && !(recursive.PropertySubpatterns.IsEmpty && recursive.DeconstructionSubpatterns.IsEmpty));

    /// <summary>Whether what says that it is not open holds nothing any more: a serial port, a database's connection.</summary>
    public static bool HoldsNothingWhenClosed(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "SerialPort" or "DbConnection" or "IDbConnection")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The member of the same object that a short method or property asks; <see langword="null"/> for none.</summary>
    public static IMemberReferenceOperation? AskedIn(IMethodSymbol method, SourceBodies bodies, CancellationToken cancellationToken)
    {
        if (method is not { Parameters.IsEmpty: true, IsAbstract: false, IsVirtual: false } || !method.DeclaringSyntaxReferences.Any(part => MayAsk(part.GetSyntax(cancellationToken)))
            || bodies.Of(method, cancellationToken) is not { } body)
        {
            return null;
        }

        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            var asked = operation is IIsPatternOperation pattern && AsksMore(pattern.Pattern) ? pattern.Value : Asked(operation);
            if (asked?.Unwrap() is IMemberReferenceOperation member && OwnMembers.IsHeldHere(member, method.ContainingType))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>By its words alone, before anything is bound.</summary>
    private static bool MayAsk(SyntaxNode code) =>
        code.Span.Length <= LongestAsking && code.DescendantTokens().Any(token => token.ValueText is "Connected" or "IsConnected");
}
