namespace PluginHost;

/// <summary>
/// Says that settings which are right one by one make no sense together. Thrown from <see cref="IDeviceDriver.Plan"/>, it
/// is shown like any other mistake in the configuration, with line and column.
/// </summary>
public sealed class SettingException : Exception
{
    /// <summary>One mistake.</summary>
    /// <param name="node">Where the mistake stands; <see langword="null"/> for the device's settings as a whole.</param>
    /// <param name="message">What is wrong and what would be right, without the value of a secret.</param>
    /// <example><code>throw new SettingException(relay, "relay 12 is used twice");</code></example>
    public SettingException(SettingNode? node, string message)
        : base(message)
    {
        Node = node;
        Mistakes = [SettingError.At(node, message)];
    }

    /// <summary>Several mistakes, all shown at once.</summary>
    /// <param name="mistakes">The mistakes, at least one.</param>
    /// <exception cref="ArgumentException">There is no mistake.</exception>
    /// <example>
    /// <code>
    /// var mistakes = new List&lt;SettingError&gt;();
    /// foreach (var twice in settings.Get(Lights).GroupBy(AddressOf).SelectMany(same => same.Skip(1)))
    /// {
    ///     mistakes.Add(SettingError.At(twice.Node, $"{twice.Key.Text}: its output is used twice"));
    /// }
    ///
    /// if (mistakes.Count > 0) { throw new SettingException(mistakes); }
    /// </code>
    /// </example>
    public SettingException(IReadOnlyList<SettingError> mistakes)
        : base(string.Join("; ", mistakes.Select(mistake => mistake.Message))) =>
        Mistakes = mistakes.Count > 0 ? [.. mistakes] : throw new ArgumentException("At least one mistake is needed.", nameof(mistakes));

    /// <summary>Where the one mistake stands; <see langword="null"/> for the device's settings as a whole, or where there are several.</summary>
    public SettingNode? Node { get; }

    /// <summary>Every mistake, at least one. Line 0 means the device's settings as a whole.</summary>
    /// <example><code>Assert.Equal(["b: its output is used twice"], thrown.Mistakes.Select(mistake => mistake.Message));</code></example>
    public IReadOnlyList<SettingError> Mistakes { get; }
}
