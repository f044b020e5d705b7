using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Operations;

/// <summary>Walks over operations without recursion: user code of any depth must not overflow the compiler's stack.</summary>
internal static class OperationTree
{
    /// <summary>The operation and all below it, in source order; bodies of lambdas and local functions only when asked for.</summary>
    public static IEnumerable<IOperation> DescendantsAndSelf(this IOperation root, bool intoFunctions = true)
    {
        var open = new Stack<IOperation>(32);
        open.Push(root);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            if (!intoFunctions && !ReferenceEquals(operation, root) && operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            foreach (var child in operation.ChildOperations.Reverse())
            {
                open.Push(child);
            }
        }
    }

    /// <summary>What stands behind conversions, parentheses, <c>await</c>, <c>ConfigureAwait</c> and <c>AsTask</c>: the value meant.</summary>
    public static IOperation Unwrap(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IInvocationOperation invocation when invocation.Configured() is { } awaitable:
                    operation = awaitable;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The closest operation above that is not a conversion, parenthesis, <c>await</c>, <c>ConfigureAwait</c> or <c>AsTask</c>.</summary>
    public static IOperation? ParentBehindWrapping(this IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or IAwaitOperation
            || (parent is IInvocationOperation invocation && invocation.Configured() == operation)
            || (parent is IArgumentOperation { Parent: IInvocationOperation extension } && extension.Configured() == operation))
        {
            operation = parent is IArgumentOperation ? parent.Parent! : parent;
            parent = operation.Parent;
        }

        return parent;
    }

    /// <summary>What <c>ConfigureAwait</c> and <c>AsTask</c> only dress for awaiting; for what is disposed, the first is an extension method.</summary>
    public static IOperation? Configured(this IInvocationOperation invocation) => invocation switch
    {
        { TargetMethod.Name: not ("ConfigureAwait" or "AsTask") } => null,
        { Instance: { } instance } => instance,
        { TargetMethod: { IsExtensionMethod: true, Name: "ConfigureAwait" }, Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
        _ => null,
    };

    /// <summary>The operations above, from the closest on.</summary>
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    /// <summary>The value an invocation works on: its receiver, or the first argument of an extension method.</summary>
    public static IOperation? Receiver(this IInvocationOperation invocation) => invocation switch
    {
        { Instance: { } instance } => instance.BehindNullTest().Unwrap(),
        { TargetMethod.IsExtensionMethod: true, Arguments: { IsEmpty: false } arguments } => arguments[0].Value.BehindNullTest().Unwrap(),
        _ => null,
    };

    /// <summary>For the receiver inside <c>x?.M()</c>: <c>x</c>.</summary>
    public static IOperation BehindNullTest(this IOperation operation)
    {
        if (operation.Unwrap() is not IConditionalAccessInstanceOperation)
        {
            return operation;
        }

        var (inner, access) = (operation, operation.Parent);
        while (access is not null)
        {
            if (access is IConditionalAccessOperation conditional && conditional.WhenNotNull == inner)
            {
                return conditional.Operation.BehindNullTest();
            }

            (inner, access) = (access, access.Parent);
        }

        return operation;
    }

    /// <summary>The local, parameter, field or property that an operation names; <see langword="null"/> for anything else.</summary>
    public static ISymbol? NamedSymbol(this IOperation operation) => operation.Unwrap() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>The local, parameter or member that an argument is given by <c>ref</c> or <c>out</c>, declared there or before.</summary>
    public static ISymbol? Given(this IOperation argument) =>
        argument.Unwrap() is IDeclarationExpressionOperation declaration ? declaration.Expression.NamedSymbol() : argument.NamedSymbol();

    /// <summary>The type of a local, parameter, field or property.</summary>
    public static ITypeSymbol? Type(this ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
