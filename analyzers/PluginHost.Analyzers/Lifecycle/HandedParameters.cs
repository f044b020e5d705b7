using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Background;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Finds the connections that a method is left alone with: whoever started it neither waits for it nor keeps what it was given.</summary>
internal sealed class HandedParameters(TypeBlocks blocks, ResourceTypes types)
{
    /// <summary>The parameters that hold one; for a thread or a work item, the state that is one.</summary>
    public IReadOnlyList<IParameterSymbol> Of(ISymbol owner)
    {
        if (owner is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, Parameters.IsEmpty: false } method
            || !(method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true })
            || !method.Parameters.Any(MayHold))
        {
            return [];
        }

        var named = blocks.All.Where(block => block.Has(OperationKind.MethodReference))
            .SelectMany(block => block.Operations.OfType<IMethodReferenceOperation>().Where(one => Is(one.Method, method)).Select(one => (Block: block, Reference: one))).ToList();
        var calls = blocks.CallsOf(method).ToList();
        if (named.Count > 0)
        {
            return calls.Count == 0 && method.Parameters.Length == 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_Object
                && named.All(one => IsStart(one.Reference) && !KeepsConnection(one.Block)) ? [method.Parameters[0]] : [];
        }

        return calls.Count == 0 || !calls.All(one => IsLeftAlone(one.Call, one.Block)) ? []
            : [.. method.Parameters.Where(parameter => IsConnection(parameter) && calls.All(one => IsGivenAway(one.Call, parameter, one.Block)))];
    }

    private static bool Is(IMethodSymbol one, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, method.OriginalDefinition);

    private bool MayHold(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Object } || IsConnection(parameter);

    private bool IsConnection(IParameterSymbol parameter) => parameter.RefKind == RefKind.None && types.KindOf(parameter.Type) == ResourceKind.Connection
        && parameter.Type is { TypeKind: TypeKind.Class, Name: not ("HttpClient" or "HttpClientHandler" or "SocketsHttpHandler" or "TcpListener" or "HttpListener") };

    /// <summary><c>new Thread(Serve)</c>, <c>ThreadPool.QueueUserWorkItem(Serve, client)</c>.</summary>
    private static bool IsStart(IMethodReferenceOperation reference) =>
        reference.Parent is IDelegateCreationOperation { Type.Name: "ParameterizedThreadStart" or "WaitCallback" };

    /// <summary>Whether nobody waits for the call: neither for its task nor for the lambda that makes it.</summary>
    private static bool IsLeftAlone(IInvocationOperation call, CodeBlock block)
    {
        if (call.Ancestors().OfType<IAnonymousFunctionOperation>().FirstOrDefault() is not { } lambda)
        {
            return (call.TargetMethod.IsAsync || !call.TargetMethod.ReturnsVoid) && BackgroundStarts.IsLeftAlone(call, block);
        }

        if (lambda.Body.Operations.Count(one => one is not IReturnOperation { ReturnedValue: null }) != 1 || call.Ancestors().Any(above => above is ITryOperation or IUsingOperation && lambda.Body.Syntax.Contains(above.Syntax)))
        {
            return false;
        }

        return lambda.Parent is IDelegateCreationOperation made && made.ParentBehindWrapping() switch
        {
            IArgumentOperation { Parent: IInvocationOperation run } => BackgroundStarts.IsRun(run.TargetMethod) && BackgroundStarts.IsLeftAlone(run, block),
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "Thread", ContainingNamespace.Name: "Threading" } } } => true,
            _ => false,
        };
    }

    /// <summary>What is given is a local that its own method does nothing more with, or nobody's at all.</summary>
    private bool IsGivenAway(IInvocationOperation call, IParameterSymbol parameter, CodeBlock block)
    {
        var given = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value.Unwrap();
        return given is IInvocationOperation
            || given is ILocalReferenceOperation { Local: var local } && block.Operations.OfType<ILocalReferenceOperation>().Where(one => SymbolEqualityComparer.Default.Equals(one.Local, local)).All(one => IsHarmless(one, given));
    }

    private static bool IsHarmless(ILocalReferenceOperation use, IOperation given) => use == given || use.ParentBehindWrapping() switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target.Unwrap() == use,
        IArgumentOperation or IVariableInitializerOperation or IReturnOperation or IUsingOperation => false,
        _ => use.Syntax.SpanStart < given.Syntax.SpanStart,
    };

    /// <summary>Whether a body that starts work keeps a connection somewhere besides.</summary>
    private bool KeepsConnection(CodeBlock block) => block.Calls.Any(call => call.TargetMethod.Name is not ("Start" or "QueueUserWorkItem" or "UnsafeQueueUserWorkItem") && CollectionNames.Keeps(call.TargetMethod)
        && call.Arguments.Any(argument => types.KindOf(argument.Value.Unwrap().Type) is ResourceKind.Connection or ResourceKind.User));
}
