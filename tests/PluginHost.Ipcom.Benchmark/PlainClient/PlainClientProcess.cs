using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Ipcom.Benchmark.Driver;
using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.PlainClient;

/// <summary>A process that is nothing but a plain client, with a connection for every poll or with one for all.</summary>
internal sealed class PlainClientProcess(ControllerAddress controller, TimeSpan interval, bool keepsConnection) : IDisposable
{
    /// <summary>So that all code has run more than once, also where the interval is long.</summary>
    private const int WarmingPolls = 20;

    private IpcomClient? _client;

    public async Task RunAsync()
    {
        for (var i = 0; i < WarmingPolls; i++)
        {
            await PollAsync();
        }

        using var stop = new CancellationTokenSource();
        var polling = PollAsync(stop.Token);
        var begin = ProcessUse.Take();
        await Orders.ObeyAsync("ready", order =>
        {
            if (order == Orders.End)
            {
                return Task.FromResult<object>(new DriverReport(ProcessUse.Take().Since(begin), 0, []));
            }

            begin = ProcessUse.Take();
            return Task.FromResult<object>(order);
        });
        await stop.CancelAsync();
        await polling;
    }

    public void Dispose() => _client?.Dispose();

    private async Task PollAsync(CancellationToken stop)
    {
        using var beat = new PeriodicTimer(interval);
        while (!stop.IsCancellationRequested)
        {
            await PollAsync();
            await ((Task)beat.WaitForNextTickAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PollAsync()
    {
        _client ??= await IpcomClient.OpenAsync(controller);
        await _client.PollAsync();
        if (keepsConnection)
        {
            return;
        }

        await _client.CloseAsync();
        _client.Dispose();
        _client = null;
    }
}
