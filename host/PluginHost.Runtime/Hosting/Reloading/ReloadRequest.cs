using PluginHost.Runtime.Plugins.Sources;


namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>What is to be reloaded.</summary>
/// <param name="Content">The content, and under what it is judged.</param>
/// <param name="GoesBack">Whether it is an earlier content, whatever the files hold.</param>
/// <param name="IsForced">Whether it is reloaded though it may run already.</param>
internal sealed record ReloadRequest(Judgement Content, bool GoesBack, bool IsForced)
{
    /// <summary>Whether it is for what the files hold.</summary>
    public bool FollowsFiles => !GoesBack;

    /// <summary>Whether another request has nothing to add to this one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="wasAttempted">Whether a generation was made for this one, if it needed any.</param>
    public bool Covers(ReloadRequest other, bool wasAttempted) => Content == other.Content && (IsForced || wasAttempted || !other.IsForced);
}
