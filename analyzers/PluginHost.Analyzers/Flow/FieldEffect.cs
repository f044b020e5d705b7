namespace PluginHost.Analyzers.Flow;

/// <summary>What a call of a method leaves in a field of the same object.</summary>
/// <param name="Closes">What the field held is let go on every path.</param>
/// <param name="Replaces">Whether the field holds something else afterwards, on every path.</param>
/// <param name="MayOpen">Whether something new and open may be in it afterwards.</param>
internal readonly record struct FieldEffect(bool Closes, bool Replaces, bool MayOpen);
