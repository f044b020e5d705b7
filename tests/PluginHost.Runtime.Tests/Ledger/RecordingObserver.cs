using System.Collections.Concurrent;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Tests.Ledger;

/// <summary>Keeps what the ledger tells.</summary>
internal sealed class RecordingObserver : ILedgerObserver
{
    public ConcurrentQueue<LedgerLine> Opens { get; } = new();

    public ConcurrentQueue<(LedgerLine Line, string Reason)> Closes { get; } = new();

    public ConcurrentQueue<(LedgerLine Line, string How, string OpenedBy)> Leaks { get; } = new();

    public void Opened(LedgerLine line) => Opens.Enqueue(line);

    public void Closed(LedgerLine line, TimeSpan age, string reason) => Closes.Enqueue((line, reason));

    public void Leaked(LedgerLine line, string how, string openedBy) => Leaks.Enqueue((line, how, openedBy));
}
