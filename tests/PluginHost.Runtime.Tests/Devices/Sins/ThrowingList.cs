using System.Collections;

namespace PluginHost.Runtime.Tests.Devices.Sins;

/// <summary>A list that breaks only when somebody walks through it.</summary>
internal sealed class ThrowingList<T> : IReadOnlyList<T>
{
    public int Count => 1;

    public T this[int index] => throw new InvalidOperationException("A mistake.");

    public IEnumerator<T> GetEnumerator() => throw new InvalidOperationException("A mistake.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
