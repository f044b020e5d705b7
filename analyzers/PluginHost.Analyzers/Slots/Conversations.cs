using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Cleanups;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Finds the plain streams of a type on which it asks and is answered: whoever both writes and reads one talks to somebody.</summary>
internal sealed class Conversations
{
    private readonly HashSet<ISymbol> _streams;

    public Conversations(TypeBlocks blocks, KnownApis apis)
    {
        var (read, written) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        foreach (var call in blocks.All.SelectMany(block => block.Calls))
        {
            if (Kept(call) is { } stream)
            {
                var role = apis.RoleOf(call.TargetMethod, call.Receiver()?.Type);
                if (role.HasFlag(ApiRole.Reads))
                {
                    read.Add(stream);
                }
                else if (role.HasFlag(ApiRole.Writes))
                {
                    written.Add(stream);
                }
            }
        }

        read.IntersectWith(written);
        _streams = read;
    }

    /// <summary>Whether a call works on one of them.</summary>
    public bool Has(IInvocationOperation call) => _streams.Count > 0 && Kept(call) is { } stream && _streams.Contains(stream);

    private static ISymbol? Kept(IInvocationOperation call) => call.Receiver() is IFieldReferenceOperation
    {
        Type: { Name: "Stream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }, Instance: null or IInstanceReferenceOperation, Field: var field,
    }
    && !Words.Any(field.Name, ClosingWords.Elsewhere)
    && !Words.Any(field.ContainingType.Name, ClosingWords.Elsewhere) ? field : null;
}
