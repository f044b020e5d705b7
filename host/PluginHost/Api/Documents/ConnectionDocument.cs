using PluginHost.Runtime.Ledger;

namespace PluginHost.Server.Api.Documents;

/// <summary>One transport that is lent at the moment, or was opened round the host.</summary>
internal sealed record ConnectionDocument(
    long Id,
    string? Device,
    string Plugin,
    int Generation,
    string Transport,
    string Remote,
    DateTime OpenedAt,
    long BytesIn,
    long BytesOut,
    string State)
{
    public static ConnectionDocument From(LedgerLine line) => new(
        line.Id,
        line.Owner.Device,
        line.Owner.Plugin,
        line.Owner.Generation,
        line.Kind.ToName(),
        line.Remote,
        line.OpenedAt.UtcDateTime,
        line.BytesIn,
        line.BytesOut,
        line.Leaked ? "leaked" : "open");
}
