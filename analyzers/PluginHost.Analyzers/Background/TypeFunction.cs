using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>A function of a type.</summary>
/// <param name="Body">What it does.</param>
/// <param name="Block">The member that it stands in.</param>
internal sealed record TypeFunction(IOperation Body, CodeBlock Block);
