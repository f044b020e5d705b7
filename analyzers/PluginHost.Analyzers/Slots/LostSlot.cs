using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Slots;

/// <summary>A way on which a slot is not given back.</summary>
/// <param name="At">What fails or leaves.</param>
/// <param name="IsFailure">Whether it fails.</param>
internal sealed record LostSlot(IOperation At, bool IsFailure);
