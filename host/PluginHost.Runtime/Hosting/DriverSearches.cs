using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Hosting;

/// <summary>Runs searches for devices; what a driver leaves open is closed when its search is over.</summary>
internal sealed class DriverSearches(DeviceServices services)
{
    public async Task<IReadOnlyList<DriverSearch>> RunAsync(IEnumerable<LoadedDriver> drivers, TimeSpan time, CancellationToken stop) =>
        await Task.WhenAll(drivers
            .Where(driver => driver.Instance is IDiscovery)
            .OrderBy(driver => driver.Id, StringComparer.Ordinal)
            .Select(driver => RunAsync(driver, time, stop))).ConfigureAwait(false);

    private async Task<DriverSearch> RunAsync(LoadedDriver driver, TimeSpan time, CancellationToken stop)
    {
        var owner = new LedgerOwner(null, driver.Plugin.Id, driver.Plugin.Generation);
        var scope = new LedgerScope(services.Ledger, owner);
        var log = services.Logs.CreateLogger($"discovery.{driver.Id}");
        var context = new DiscoveryContext(new TransportLender(services.Transports, scope), services.Deadlines, log);
        var calls = new DriverCalls(owner, () => driver.Plugin.EnterContextualReflection(), services.Deadlines, services.Mask, log, services.Code);
        var search = calls.RunAsync("DiscoverAsync", time, stop, deadline => ((IDiscovery)driver.Instance).DiscoverAsync(context, deadline));
        services.Code.Add(owner, "Its search for devices", search);
        var result = await search.ConfigureAwait(false);
        await scope.EndAsync(isLeak: result.IsCompleted, "the search is over").ConfigureAwait(false);

        // A search has no end of its own: that its time was up is no failure.
        var isOver = result.Outcome is CallOutcome.Completed or CallOutcome.TimedOut or CallOutcome.Stopped;
        return new DriverSearch(driver.Id, context.Devices, isOver ? null : services.Mask(result.Reason));
    }
}
