using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Server.Api.Documents;

/// <summary>A generation that no longer runs.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="RetiredAt">When its unloading began.</param>
/// <param name="Unloaded">Whether nothing of it is left in memory.</param>
/// <param name="HeldBy">What is known to keep it in memory.</param>
internal sealed record RetiredDocument(int Generation, DateTime RetiredAt, bool Unloaded, IReadOnlyList<string> HeldBy)
{
    public static RetiredDocument From(RetiredGeneration retired) =>
        new(retired.Generation, retired.RetiredAt.UtcDateTime, retired.Unloaded, retired.HeldBy);
}
