using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Background;

/// <summary>A place where a type starts work that nobody waits for.</summary>
/// <param name="At">The call that starts it.</param>
/// <param name="Work">What runs then.</param>
internal sealed record BackgroundStart(IOperation At, TypeFunction Work);
