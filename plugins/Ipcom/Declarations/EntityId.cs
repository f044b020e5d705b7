namespace PluginHost.Ipcom.Declarations;

/// <summary>Makes ids of entities from keys of the settings.</summary>
internal static class EntityId
{
    /// <summary>An id has at most 64 letters, and <c>-movement</c> may be added to this.</summary>
    private const int LongestKey = 55;

    /// <summary>A key in kebab case.</summary>
    /// <param name="key">Letters, digits, blanks, underscores and dashes.</param>
    /// <returns>The id; <see langword="null"/> when the key has something else in it, or is too long.</returns>
    public static string? Of(string key)
    {
        var id = key.ToLowerInvariant().Replace('_', '-').Replace(' ', '-').Trim('-');
        return id.Length is > 0 and <= LongestKey && id.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') ? id : null;
    }

    /// <summary>The key that two relays have in common: <c>bay_window_u</c> and <c>bay_window_d</c> are <c>bay_window</c>.</summary>
    /// <param name="up">The key of the one that opens.</param>
    /// <param name="down">The key of the other.</param>
    /// <returns>The common part before the last underscore or dash, else the first key.</returns>
    public static string WithoutRole(string up, string down)
    {
        var (upEnd, downEnd) = (up.LastIndexOfAny(['_', '-']), down.LastIndexOfAny(['_', '-']));
        return upEnd > 0 && upEnd == downEnd && up[..upEnd] == down[..downEnd] ? up[..upEnd] : up;
    }
}
