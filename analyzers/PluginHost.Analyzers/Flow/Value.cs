namespace PluginHost.Analyzers.Flow;

/// <summary>What an expression gives, as far as resources go.</summary>
/// <param name="Slot">The variable or temporary that holds it; below 0 when it holds no resource.</param>
/// <param name="IsView">Whether it is only a look at the resource, which stays another's.</param>
internal readonly record struct Value(int Slot, bool IsView = false)
{
    /// <summary>Nothing that is followed.</summary>
    public static readonly Value None = new(-1);

    /// <summary>The constant <see langword="null"/>.</summary>
    public static readonly Value Null = new(-2);

    public bool IsTracked => Slot >= 0;
}
