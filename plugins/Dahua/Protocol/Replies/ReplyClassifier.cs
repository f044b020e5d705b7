using System.Text;

namespace PluginHost.Dahua.Protocol.Replies;

/// <summary>Tells what an answer means: a device may answer 200 to what it did not do, and 401 where the password is right.</summary>
internal static class ReplyClassifier
{
    /// <summary>Tells what an answer means.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body, or the begin of one.</param>
    /// <param name="sent">What the call carried.</param>
    /// <param name="haveCredentialsWorked">Whether the device has accepted these credentials before.</param>
    public static ReplyOutcome Classify(int status, ReadOnlySpan<byte> body, SentCredentials sent, bool haveCredentialsWorked)
    {
        var text = body.Trim(" \t\r\n"u8);
        var outcome = status switch
        {
            >= 200 and < 300 => Successful(text),
            >= 300 and < 400 => ReplyOutcome.Moved,
            401 => Unauthorized(text, sent, haveCredentialsWorked),
            403 when sent == SentCredentials.Remembered => ReplyOutcome.Retry,
            403 => SaysLocked(text) ? ReplyOutcome.Locked : ReplyOutcome.Forbidden,
            404 => ReplyOutcome.NotFound,
            408 or 429 or 503 => ReplyOutcome.Overloaded,
            400 or 405 or 501 => ReplyOutcome.Unsupported,
            _ => ReplyOutcome.Failed,
        };
        return outcome == ReplyOutcome.Unsupported && SaysNothingThere(text) ? ReplyOutcome.Empty : outcome;
    }

    private static ReplyOutcome Successful(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Ascii.EqualsIgnoreCase(text, "OK"u8))
        {
            return ReplyOutcome.Accepted;
        }

        var end = text.IndexOf((byte)'\n');
        var first = (end < 0 ? text : text[..end]).TrimEnd(" \t\r"u8);
        if (!first.StartsWith("Error:"u8))
        {
            return first.SequenceEqual("Error"u8) ? ReplyOutcome.Declined : ReplyOutcome.Data;
        }

        return SaysNothingThere(first) ? ReplyOutcome.Empty
            : first.IndexOf("getting param"u8) >= 0 ? ReplyOutcome.Unsupported
            : ReplyOutcome.Declined;
    }

    private static ReplyOutcome Unauthorized(ReadOnlySpan<byte> text, SentCredentials sent, bool haveCredentialsWorked) => sent switch
    {
        _ when SaysLocked(text) => ReplyOutcome.Locked,
        SentCredentials.Fresh => haveCredentialsWorked ? ReplyOutcome.Overloaded : ReplyOutcome.Refused,
        _ => ReplyOutcome.Retry,
    };

    private static bool SaysNothingThere(ReadOnlySpan<byte> text) => text.StartsWith("Error: No Events"u8);

    private static bool SaysLocked(ReadOnlySpan<byte> text) => text.IndexOf("locked"u8) >= 0 || text.IndexOf("Locked"u8) >= 0;
}
