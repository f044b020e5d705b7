using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Operations;

/// <summary>Operations are what they are by identity; asking their own <c>Equals</c> costs more.</summary>
internal sealed class SameOperation : IEqualityComparer<IOperation>
{
    public static readonly SameOperation Instance = new();

    public bool Equals(IOperation? x, IOperation? y) => ReferenceEquals(x, y);

    public int GetHashCode(IOperation operation) => RuntimeHelpers.GetHashCode(operation);
}
