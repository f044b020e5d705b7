namespace PluginHost.Analyzers.Operations;

/// <summary>Takes names apart at their capitals: <c>_closeTcpStream</c> is close, Tcp, Stream; <c>TCPClient</c> is TCP, Client.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Of(string name)
    {
        var (words, start) = (new List<string>(), 0);
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]) && !StartsWord(name, i))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name.Substring(start, i - start));
            }

            start = i < name.Length && !char.IsLetterOrDigit(name[i]) ? i + 1 : i;
        }

        return words;
    }

    /// <summary>Whether one of the words of a name is in a set that ignores case.</summary>
    public static bool Any(string name, ISet<string> wanted)
    {
        foreach (var word in Of(name))
        {
            if (wanted.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    public static HashSet<string> Set(params string[] words) => new(words, StringComparer.OrdinalIgnoreCase);

    private static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
