using System.Globalization;

namespace PluginHost.Dahua.Protocol.Replies;

/// <summary>The answer to the question on which channels a code lasts at the moment.</summary>
internal static class EventIndexes
{
    /// <summary>Reads the answer.</summary>
    /// <param name="outcome">What it means.</param>
    /// <param name="body">Its body.</param>
    /// <returns>
    /// The channels, from 0, or the terminals; <see langword="null"/> where the answer says nothing and what was known
    /// stays. After <see cref="ReplyOutcome.Unsupported"/> there is no use in asking for this code again.
    /// </returns>
    public static IReadOnlyList<int>? Read(ReplyOutcome outcome, ReadOnlySpan<byte> body)
    {
        switch (outcome)
        {
            case ReplyOutcome.Empty:
                return [];
            case ReplyOutcome.Data:
                var indexes = new List<int>();
                foreach (var (key, value) in ReplyFields.Read(body).Values)
                {
                    if (key.StartsWith("channels[", StringComparison.Ordinal)
                        && int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index))
                    {
                        indexes.Add(index);
                    }
                }

                return indexes.Count > 0 ? indexes : null;
            default:
                return null;
        }
    }
}
