using System.IO.Pipelines;

namespace PluginHost.Ipcom.Session;

/// <summary>Waits for bytes that may or may not come: the protocol has answers that nobody can be sure of.</summary>
internal static class QuietWait
{
    /// <summary>Reads what comes within a time.</summary>
    /// <param name="input">The transport's input.</param>
    /// <param name="patience">How long the peer may be quiet.</param>
    /// <param name="deadline">The call's own deadline, which still holds.</param>
    /// <returns>What has come; <see langword="null"/> when nothing did.</returns>
    /// <exception cref="OperationCanceledException">The call's own deadline has passed or the host stops it.</exception>
    public static async ValueTask<ReadResult?> ReadAsync(PipeReader input, TimeSpan patience, Deadline deadline)
    {
        if (patience <= TimeSpan.Zero)
        {
            return input.TryRead(out var waiting) ? waiting : null;
        }

        using var quiet = deadline.Shorten(patience);
        try
        {
            return await input.ReadAsync(quiet.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            return null;
        }
    }
}
