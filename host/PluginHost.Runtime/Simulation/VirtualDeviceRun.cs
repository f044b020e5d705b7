using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Simulation;

/// <summary>A virtual device while it runs, with listeners lent by the host.</summary>
public sealed class VirtualDeviceRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LedgerScope _scope;
    private readonly VirtualDeviceContext _context;
    private readonly Task _running;

    internal VirtualDeviceRun(
        IVirtualDevice device,
        SettingValues settings,
        FaultList faults,
        IPEndPoint listen,
        LedgerOwner owner,
        ConnectionLedger ledger,
        TransportServices transports,
        ILogger log)
    {
        Faults = faults;
        _scope = new LedgerScope(ledger, owner);
        _context = new VirtualDeviceContext(new TransportLender(transports, _scope), settings, faults, listen, transports.Deadlines, log);
        _running = Task.Run(() => RunAsync(device, owner));
    }

    /// <summary>The faults asked for; may be changed while the device runs.</summary>
    public FaultList Faults { get; }

    /// <summary>Ends when the device stops by itself; faulted when it broke.</summary>
    public Task Completion => _running;

    /// <summary>Waits until the device can be connected to.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A map of the settings with which its driver connects to it.</returns>
    /// <exception cref="InvalidOperationException">The device ended before it was ready.</exception>
    public async Task<SettingNode> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_context.Readiness, _running).WaitAsync(cancellationToken).ConfigureAwait(false) == _running)
        {
            await _running.ConfigureAwait(false);
            throw new InvalidOperationException("The virtual device ended before it was ready.");
        }

        return await _context.Readiness.ConfigureAwait(false);
    }

    /// <summary>Stops the device and closes everything it was lent.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _scope.EndAsync(isLeak: false, "the virtual device stops").ConfigureAwait(false);
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(IVirtualDevice device, LedgerOwner owner)
    {
        DriverFlow.Enter(owner);
        try
        {
            await device.RunAsync(_context, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Its listeners were closed under it: that is how it is stopped.
        }
    }
}
