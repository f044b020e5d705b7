using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Works out the times that the source gives: constants, <c>TimeSpan.From…</c>, arithmetic, and what is set once and stays.</summary>
internal sealed class Durations(SymbolValues values)
{
    private const int MostNested = 16;

    /// <summary>The time that an argument stands for.</summary>
    /// <param name="operation">A <see cref="TimeSpan"/> or a number.</param>
    /// <param name="unit">What a number counts.</param>
    /// <param name="block">Where it stands, for the locals.</param>
    public Duration Of(IOperation operation, TimeUnit unit, CodeBlock block) => Evaluate(operation, block, 0) switch
    {
        null => Duration.Unknown,
        { } seconds when IsTimeSpan(operation.Unwrap().Type) => Duration.OfSeconds(seconds),
        { } number => Duration.OfSeconds(unit switch { TimeUnit.Microseconds => number / 1e6, TimeUnit.Seconds => number, _ => number / 1e3 }),
    };

    /// <summary>The number that an expression always has; <see langword="null"/> where that is not known.</summary>
    public double? Number(IOperation operation, CodeBlock block) => Evaluate(operation, block, 0);

    public static bool IsTimeSpan(ITypeSymbol? type) => type is { Name: "TimeSpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    // A time is in seconds, whatever it was made from.
    private double? Evaluate(IOperation? operation, CodeBlock block, int depth)
    {
        if (operation is null || depth > MostNested)
        {
            return null;
        }

        operation = operation.Unwrap();
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
                ? Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
                : null;
        }

        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: var name } method } call when IsTimeSpan(method.ContainingType):
                return From(name, call.Arguments, block, depth);
            case IObjectCreationOperation creation when IsTimeSpan(creation.Type):
                return Create([.. creation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value)], block, depth);
            case IDefaultValueOperation when IsTimeSpan(operation.Type):
                return 0;
            case IFieldReferenceOperation { Field: { IsStatic: true } field } when IsTimeSpan(field.ContainingType):
                return field.Name switch { "Zero" => 0, "MaxValue" => TimeSpan.MaxValue.TotalSeconds, _ => null };
            case IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } }:
                return -1;
            case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when IsTimeSpan(instance.Type):
                return Evaluate(instance, block, depth + 1) is { } whole ? whole / SecondsOf(property.Name) : null;
            case IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } when array.NamedSymbol() is { } named && values.Single(named, block) is { } made:
                return made.Unwrap() is IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } ? Evaluate(sizes[0], block, depth + 1) : null;
            case IBinaryOperation binary:
                return Calculate(binary, Evaluate(binary.LeftOperand, block, depth + 1), Evaluate(binary.RightOperand, block, depth + 1));
            case IFieldReferenceOperation or ILocalReferenceOperation or IPropertyReferenceOperation when operation.NamedSymbol() is { } symbol:
                return Evaluate(values.Single(symbol, block), block, depth + 1);
            default:
                return null;
        }
    }

    private static double? Calculate(IBinaryOperation binary, double? left, double? right) => (binary.OperatorKind, left, right) switch
    {
        (BinaryOperatorKind.Add, { } a, { } b) => a + b,
        (BinaryOperatorKind.Subtract, { } a, { } b) => a - b,
        (BinaryOperatorKind.Multiply, { } a, { } b) => a * b,
        (BinaryOperatorKind.Divide, { } a, { } b) when b != 0 => a / b,
        _ => null,
    };

    private double? From(string name, IReadOnlyList<IArgumentOperation> arguments, CodeBlock block, int depth)
    {
        if (!name.StartsWith("From", StringComparison.Ordinal))
        {
            return null;
        }

        // FromMinutes(1, seconds: 30): the first counts what the name says, the others what theirs say.
        double? sum = 0;
        foreach (var argument in arguments)
        {
            var unit = argument.Parameter is { Ordinal: > 0 } further ? further.Name : name.Substring(4);
            sum += Evaluate(argument.Value, block, depth + 1) * SecondsOf(unit);
        }

        return sum;
    }

    private double? Create(IReadOnlyList<IOperation> arguments, CodeBlock block, int depth)
    {
        double[] units = arguments.Count switch
        {
            0 => [],
            1 => [1e-7],
            3 => [3600, 60, 1],
            _ => [86400, 3600, 60, 1, 1e-3, 1e-6],
        };
        double? sum = 0;
        for (var i = 0; i < arguments.Count && i < units.Length; i++)
        {
            sum += Evaluate(arguments[i], block, depth + 1) * units[i];
        }

        return sum;
    }

    private static double SecondsOf(string unit) => unit.ToLowerInvariant() switch
    {
        "days" or "totaldays" => 86400,
        "hours" or "totalhours" => 3600,
        "minutes" or "totalminutes" => 60,
        "seconds" or "totalseconds" => 1,
        "milliseconds" or "totalmilliseconds" => 1e-3,
        "microseconds" or "totalmicroseconds" => 1e-6,
        "ticks" => 1e-7,
        _ => double.NaN,
    };
}
