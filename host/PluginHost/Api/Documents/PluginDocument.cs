using PluginHost.Runtime.Plugins;

namespace PluginHost.Server.Api.Documents;

/// <summary>A plugin.</summary>
internal sealed record PluginDocument(
    string Id,
    string Kind,
    string Path,
    string? Version,
    int? Generation,
    string State,
    DateTime? LoadedAt,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<DiagnosticDocument> Diagnostics,
    string? Error,
    IReadOnlyList<RetiredDocument> Retired)
{
    public static PluginDocument From(PluginStatus plugin) => new(
        plugin.Id,
        plugin.Kind switch { PluginKind.Assembly => "assembly", _ => "script" },
        plugin.Path,
        plugin.Version,
        plugin.Generation,
        plugin.State.ToName(),
        plugin.LoadedAt?.UtcDateTime,
        plugin.Drivers,
        [.. plugin.Diagnostics.Concat(plugin.Pause is { } pause ? [pause] : []).Select(DiagnosticDocument.From)],
        plugin.Error,
        [.. plugin.Retired.Select(RetiredDocument.From)]);
}
