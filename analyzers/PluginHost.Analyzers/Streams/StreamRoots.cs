using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Streams;

/// <summary>Follows what is read back to where it was made: by way of locals, fields of the type, streams, readers and responses.</summary>
internal sealed class StreamRoots(TypeBlocks blocks)
{
    private const int MostSteps = 24;

    /// <summary>The creation of the connection, or the HTTP call that gave the stream; <see langword="null"/> where it comes from elsewhere.</summary>
    /// <param name="read">What is read.</param>
    /// <param name="block">Where.</param>
    /// <returns>The root, and what holds it last.</returns>
    public (IOperation Root, ISymbol? Holder)? Of(IOperation read, CodeBlock block)
    {
        var (value, holder) = ((IOperation?)read, (ISymbol?)null);
        for (var step = 0; value is not null && step < MostSteps; step++)
        {
            value = value.BehindNullTest().Unwrap();
            switch (value)
            {
                case IInvocationOperation { TargetMethod.ContainingType: { Name: "HttpClient", ContainingNamespace.Name: "Http" } }:
                case IObjectCreationOperation { Type.Name: "TcpClient" or "Socket" or "ClientWebSocket" or "HttpClient" }:
                    return (value, holder);
                case IInvocationOperation call:
                    value = call.Receiver() ?? call.Arguments.FirstOrDefault()?.Value;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Content" or "Result" or "BaseStream" or "Client", Instance: { } instance and not IInstanceReferenceOperation }:
                    value = instance;
                    break;
                case IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }:
                    value = arguments[0].Value;
                    break;
                case ILocalReferenceOperation local:
                    holder = local.Local;
                    value = block.ValuesOf(local.Local).LastOrDefault(known => known.Syntax.SpanStart < local.Syntax.SpanStart);
                    break;
                case IFieldReferenceOperation or IPropertyReferenceOperation when value.NamedSymbol() is { } member:
                    holder = member;
                    (block, value) = blocks.ValuesOf(member).LastOrDefault(known => known.Value.Unwrap() is not (IDefaultValueOperation or { ConstantValue.HasValue: true }));
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
