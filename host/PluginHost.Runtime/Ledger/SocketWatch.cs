using System.Diagnostics.Tracing;

namespace PluginHost.Runtime.Ledger;

/// <summary>
/// Hears of every TCP connect in the process and reports the ones that a driver makes by itself. UDP sockets and
/// listeners that go round the host cannot be heard this way.
/// </summary>
internal sealed class SocketWatch(ConnectionLedger ledger, Action<LedgerOwner, string> onBypass) : EventListener
{
    private const string Sockets = "System.Net.Sockets";

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Sockets)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base constructor may deliver events before our own fields are set.
        if (eventData.EventName != "ConnectStart" || ledger is null || DriverFlow.IsLending || DriverFlow.Current is not { } owner)
        {
            return;
        }

        var remote = SocketAddressText.ToEndPoint(eventData.Payload?[0] as string);
        ledger.OpenedRoundTheHost(owner, remote, OpeningFrames.Capture());
        onBypass(owner, remote);
    }
}
