using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Asks a driver what it can do for a device without a connection; knows the calls under way, so that they can be ended.</summary>
internal sealed class OfflineCalls(string device, DeviceServices services, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private CancellationTokenSource _stop = new();

    public Task<CallResult<OfflineDecision>> AskAsync(DrivenBy driven, IOfflineCommands offline, IDeviceMemory memory, Command command)
    {
        lock (_lock)
        {
            var asking = AskAsync(driven, offline, memory, command, _stop.Token);
            if (!asking.IsCompleted)
            {
                _running.Add(asking);
                _ = RemoveAsync(asking);
            }

            return asking;
        }
    }

    /// <summary>Ends the calls under way and closes what they were lent; later ones are not affected.</summary>
    public async Task StopAsync()
    {
        CancellationTokenSource stop;
        Task[] running;
        lock (_lock)
        {
            (stop, _stop) = (_stop, new CancellationTokenSource());
            running = [.. _running];
        }

        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<CallResult<OfflineDecision>> AskAsync(
        DrivenBy driven, IOfflineCommands offline, IDeviceMemory memory, Command command, CancellationToken stop)
    {
        var scope = new LedgerScope(services.Ledger, driven.Owner);
        var context = new DeviceContext(
            device, driven.Settings, log, services.Deadlines, new TransportLender(services.Transports, scope), memory);
        var calls = new DriverCalls(driven.Owner, driven.EnterContext, services.Deadlines, services.Mask, log, services.Code);
        var decision = await calls.RunAsync(
            "ExecuteOfflineAsync",
            CommandLimits.Execution,
            stop,
            deadline => offline.ExecuteOfflineAsync(command, context, deadline)).ConfigureAwait(false);
        await scope.EndAsync(isLeak: false, "the offline command has ended").ConfigureAwait(false);
        return decision;
    }

    private async Task RemoveAsync(Task asking)
    {
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _running.Remove(asking);
        }
    }
}
