namespace PluginHost;

/// <summary>
/// A few short texts that the host keeps for a device across restarts: a learned hardware address, the framing that
/// worked, a pinned certificate. No place for values of entities or for secrets. Forgotten when the
/// entry gets another driver, <c>host</c> or <c>port</c>. Thread-safe; nothing here waits.
/// </summary>
/// <example><code>attempt.Memory["mac"] = mac;</code></example>
public interface IDeviceMemory
{
    /// <summary>One text. Setting it to <see langword="null"/> forgets it.</summary>
    /// <param name="key">1 to 64 letters, of at most 32 keys.</param>
    /// <value>At most 1,024 letters; <see langword="null"/> when nothing is kept.</value>
    /// <exception cref="ArgumentException">Key or text is longer than allowed, or there are too many keys.</exception>
    string? this[string key] { get; set; }
}
