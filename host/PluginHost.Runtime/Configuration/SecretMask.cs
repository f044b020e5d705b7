using System.Buffers;
using System.Text;

namespace PluginHost.Runtime.Configuration;

/// <summary>
/// Knows every secret text and hides it in log lines, API answers and messages. A secret of 8 characters or more is hidden
/// anywhere; a shorter one, down to 3, only where it stands alone between other than letters and digits; anything shorter
/// is never hidden. A secret stays known for the life of the process: a replaced one still opens older doors.
/// </summary>
/// <remarks>Safe for use by many threads. A text without a secret is returned as it is, without allocation.</remarks>
public sealed class SecretMask
{
    private const int ShortestSecret = 3;
    private const int ShortestAnywhere = 8;
    private const string Mark = "***";

    private readonly Lock _lock = new();
    private volatile Known _known = new([]);

    /// <summary>Makes a text known as secret.</summary>
    /// <param name="secret">The secret. Ignored when too short, blank, or one of <c>true</c>, <c>false</c>, <c>null</c>.</param>
    public void Add(string secret)
    {
        // Hiding these words would only make everything else unreadable.
        if (secret.Length < ShortestSecret || string.IsNullOrWhiteSpace(secret) || secret is "true" or "false" or "null")
        {
            return;
        }

        lock (_lock)
        {
            if (!_known.Secrets.Contains(secret))
            {
                _known = new Known([.. _known.Secrets, secret]);
            }
        }
    }

    /// <summary>Makes the secret settings of a device known, those in groups, maps and files included.</summary>
    /// <param name="declared">What the driver declares.</param>
    /// <param name="settings">The device's settings as they stand in the configuration.</param>
    public void Add(IReadOnlyList<Setting> declared, SettingNode settings)
    {
        foreach (var setting in declared)
        {
            if (settings.Find(setting.Name) is not { } node)
            {
                continue;
            }

            if (setting.IsSecret)
            {
                AddAll(node);
            }

            IEnumerable<SettingNode> maps = setting.IsMap ? node.Entries.Select(entry => entry.Value) : [node.Content ?? node];
            foreach (var map in maps)
            {
                Add(setting.Members, map);
            }
        }
    }

    /// <summary>Replaces every secret in a text by <c>***</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without secrets; the same object when there was none.</returns>
    public string Mask(string text)
    {
        var known = _known;
        return text.AsSpan().ContainsAny(known.Search) ? Mask(text, known.Secrets) : text;
    }

    private static string Mask(string text, string[] secrets)
    {
        // Marked first and cut out after, so that of two overlapping secrets neither end stays readable.
        var hidden = new bool[text.Length];
        foreach (var secret in secrets)
        {
            for (var at = text.IndexOf(secret, StringComparison.Ordinal);
                 at >= 0;
                 at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
            {
                if (secret.Length >= ShortestAnywhere || StandsAlone(text, at, secret.Length))
                {
                    hidden.AsSpan(at, secret.Length).Fill(true);
                }
            }
        }

        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!hidden[i])
            {
                masked.Append(text[i]);
            }
            else if (i == 0 || !hidden[i - 1])
            {
                masked.Append(Mark);
            }
        }

        return masked.ToString();
    }

    private static bool StandsAlone(string text, int start, int length) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
        && (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]));

    private void AddAll(SettingNode node)
    {
        Add(node.Text);
        foreach (var item in node.Items.Concat(node.Entries.Select(entry => entry.Value)))
        {
            AddAll(item);
        }
    }

    private sealed class Known(string[] secrets)
    {
        public string[] Secrets { get; } = secrets;

        public SearchValues<string> Search { get; } = SearchValues.Create(secrets, StringComparison.Ordinal);
    }
}
