using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Reporting;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Tells which handlers take the exception of a timeout, and not that of a caller who gave up.</summary>
internal sealed class TimeoutHandlers(Compilation compilation)
{
    private readonly ITypeSymbol? _cancelled = compilation.Find("System.OperationCanceledException").FirstOrDefault();
    private readonly ITypeSymbol? _timeout = compilation.Find("System.TimeoutException").FirstOrDefault();
    private readonly ITypeSymbol? _socket = compilation.Find("System.Net.Sockets.SocketException").FirstOrDefault();
    private readonly ITypeSymbol? _broken = compilation.Find("System.IO.IOException").FirstOrDefault();

    /// <summary>What a timed read throws when its time is over.</summary>
    public ITypeSymbol? ThrownBy(TimedRead read) => read.Wait.Kind switch
    {
        WaitKind.Token => _cancelled,
        WaitKind.Blocking => read.Read.Receiver()?.Type?.Name == "Socket" ? _socket : _broken,
        _ => _timeout,
    };

    public Fit Of(ICatchClauseOperation clause, ITypeSymbol? thrown)
    {
        if (clause.ExceptionType is { SpecialType: not SpecialType.System_Object } type && thrown is not null && !Derives(thrown, type) && !Derives(type, thrown))
        {
            return Fit.No;
        }

        return clause.Filter is null ? Fit.Yes : OfFilter(clause.Filter, clause.Caught(), thrown);
    }

    private static bool Derives(ITypeSymbol type, ITypeSymbol parent)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, parent))
            {
                return true;
            }
        }

        return false;
    }

    private static Fit OfFilter(IOperation filter, ILocalSymbol? caught, ITypeSymbol? thrown)
    {
        // "a && b" fits as well as its worst part; "a || b" as its best. Few filters are longer than three.
        var (parts, isAnd, isOr) = (new Stack<(IOperation Part, bool Negated)>(), false, false);
        var fits = new List<Fit>();
        parts.Push((filter, false));
        while (parts.Count > 0)
        {
            var (part, negated) = parts.Pop();
            switch (part.Unwrap())
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    parts.Push((not.Operand, !negated));
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                    isAnd |= both.OperatorKind == BinaryOperatorKind.ConditionalAnd != negated;
                    isOr |= both.OperatorKind == BinaryOperatorKind.ConditionalOr != negated;
                    parts.Push((both.LeftOperand, negated));
                    parts.Push((both.RightOperand, negated));
                    break;
                case var leaf:
                    fits.Add(OfLeaf(leaf, caught, thrown) switch
                    {
                        Fit.Yes when negated => Fit.No,
                        Fit.No when negated => Fit.Yes,
                        var fit => fit,
                    });
                    break;
            }
        }

        return isAnd && isOr ? Fit.Maybe : isOr ? fits.Max() : fits.Min();
    }

    private static Fit OfLeaf(IOperation leaf, ILocalSymbol? caught, ITypeSymbol? thrown)
    {
        switch (leaf)
        {
            case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } token }:
                // The caller's token has not been cancelled when the time is over; the one armed for this wait has.
                var root = token.Unwrap() is IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } ? source.Unwrap() : token.Unwrap();
                return root is ILocalReferenceOperation local && TokenOrigins.IsSource(local.Type) ? Fit.Yes : root is IParameterReferenceOperation or IFieldReferenceOperation ? Fit.No : Fit.Maybe;
            case IIsTypeOperation test when IsCaught(test.ValueOperand):
                return OfType(test.TypeOperand);
            case IIsPatternOperation pattern when IsCaught(pattern.Value):
                return OfPattern(pattern.Pattern);
        }

        return leaf.DescendantsAndSelf().Any(one => one is IFieldReferenceOperation { Field.Name: "TimedOut" or "WouldBlock" } or { ConstantValue: { HasValue: true, Value: 10060 or 10035 or 110 } }) ? Fit.Yes
            : leaf.DescendantsAndSelf().Any(one => one is IFieldReferenceOperation { Field.ContainingType.Name: "SocketError" }) ? Fit.No
            : leaf.DescendantsAndSelf().Any(one => one is IPropertyReferenceOperation { Property.Name: "CancellationToken" or "InnerException" }) ? Fit.Yes
            : Fit.Maybe;

        bool IsCaught(IOperation value) => caught is not null && value.Unwrap() is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, caught);

        Fit OfType(ITypeSymbol type) => thrown is null ? Fit.Maybe : Derives(thrown, type) || Derives(type, thrown) ? Fit.Yes : Fit.No;

        Fit OfPattern(IPatternOperation pattern) => pattern switch
        {
            ITypePatternOperation type => OfType(type.MatchedType),
            IDeclarationPatternOperation { MatchedType: { } type } => OfType(type),
            IRecursivePatternOperation { MatchedType: { } type } => OfType(type),
            INegatedPatternOperation negated => negated.Pattern is ITypePatternOperation type ? (Fit)(2 - (int)OfType(type.MatchedType)) : Fit.Maybe,
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } => pattern.DescendantsAndSelf().OfType<ITypePatternOperation>().Select(one => OfType(one.MatchedType)).DefaultIfEmpty(Fit.Maybe).Max(),
            _ => Fit.Maybe,
        };
    }
}
