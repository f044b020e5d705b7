using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>A call that takes a slot or gives it back.</summary>
/// <param name="At">The call.</param>
/// <param name="Block">The body that it stands in.</param>
internal sealed record SlotCall(IOperation At, CodeBlock Block);
