using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Ledger;
using PluginHost.Server.Api.Documents;
using PluginHost.Server.Exits;
using PluginHost.Server.Serving;

namespace PluginHost.Server.Cli;

/// <summary>One device, opened once, watched for a while and closed, with every step told.</summary>
internal sealed class Probe(PreparedHouse prepared, DeviceOptions options, DriverPlan plan)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<string> _failures = [];

    private House House => prepared.House;

    private DeviceSnapshot Device => House.Find(options.Id)!;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TimeSpan watch, string? command, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        Say($"connecting to {options.Id} with driver {options.Driver}, at most {plan.OpenLimit.TotalSeconds:0.#} s");
        await House.ApplyAsync(new LoadedConfiguration
        {
            File = prepared.Configuration.File,
            Host = prepared.Configuration.Host,
            Devices = [options with { Enabled = true }],
        }).WaitAsync(stop);
        try
        {
            if (await OpenAsync(stop))
            {
                Say($"opened after {_time.GetElapsedTime(began).TotalMilliseconds:0} ms");
                await WatchAsync(watch, command, stop);
            }
        }
        finally
        {
            await CloseAsync();
        }

        foreach (var failure in _failures)
        {
            await Console.Error.WriteLineAsync($"pluginhost: {options.Id}: {failure}");
        }

        return _failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<bool> OpenAsync(CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        while (Device is { Status: DeviceStatus.Connecting } && _time.GetElapsedTime(began) < plan.OpenLimit + Slack)
        {
            await Task.Delay(Glance, _time, stop);
        }

        if (Device is { Status: DeviceStatus.Online or DeviceStatus.Busy })
        {
            return true;
        }

        var device = Device;
        await House.CloseAsync(options.Id);
        var connections = House.Ledger.HistoryOf(options.Id);
        foreach (var (line, age, reason) in connections)
        {
            Say($"{line.Kind.ToName()} connection to {line.Remote}: closed after {age.TotalSeconds:0.0} s, {line.BytesIn} bytes in, {line.BytesOut} out: {reason}");
        }

        Say($"not opened after {_time.GetElapsedTime(began).TotalMilliseconds:0} ms; a probe tries once");
        var why = device.LastError.Length > 0 ? device.LastError : $"It was still {device.Status.ToName()}.";
        _failures.AddRange([$"not opened: {why}", ProbeHint.For(device.LastOutcome, connections, plan)]);
        return false;
    }

    private async Task WatchAsync(TimeSpan watch, string? command, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        var updates = House.Events.Newest;
        foreach (var rhythm in Device.Rhythms)
        {
            Say($"rhythm {rhythm.Name}: every {rhythm.Interval.TotalSeconds:0.###} s");
        }

        if (command is not null)
        {
            await SendAsync(command, stop);
        }

        while (_time.GetElapsedTime(began) < watch && Device.Status is DeviceStatus.Online or DeviceStatus.Busy)
        {
            await Task.Delay(Glance, _time, stop);
        }

        var device = Device;
        foreach (var rhythm in device.Rhythms)
        {
            var expected = Math.Floor(_time.GetElapsedTime(began) / rhythm.Interval) + 1;
            Say($"updates by {rhythm.Name}: {rhythm.Turns} seen, {expected:0} expected at its ordinary interval");
            if (rhythm.Turns == 0)
            {
                _failures.Add($"no update by {rhythm.Name}: {rhythm.State}");
            }
        }

        Say($"values: {device.Entities.Count(entity => entity.IsAvailable)} of {device.Entities.Count} entities available, {House.Events.Newest - updates} events");
        if (device.Status is not (DeviceStatus.Online or DeviceStatus.Busy))
        {
            _failures.Add($"lost after {_time.GetElapsedTime(began).TotalSeconds:0.0} s: {device.LastError}");
        }
    }

    private async Task SendAsync(string command, CancellationToken stop)
    {
        var (id, text) = command.Split('=', 2) is [var name, var value] ? (name, value) : (command, null);
        var entity = Device.Entities.FirstOrDefault(one => one.Declared.Id == id);
        if (entity is null)
        {
            _failures.Add($"there is no entity '{id}'{Suggestion.For(id, Device.Entities.Select(one => one.Declared.Id))}");
            return;
        }

        var answer = await House.SendAsync(options.Id, id, CommandValue.Read(id, EntityDocument.From(entity).Kind, text), isWaitedFor: true)
            .WaitAsync(stop);
        Say($"command {command}: {answer!.Status.ToName()} after {answer.Elapsed.TotalMilliseconds:0} ms {answer.Reason}".TrimEnd());
        if (answer.Status != CommandAnswerStatus.Completed)
        {
            _failures.Add($"the command {command} is {answer.Status.ToName()}: {answer.Reason}");
        }
    }

    private async Task CloseAsync()
    {
        var began = _time.GetTimestamp();
        await House.CloseAsync(options.Id);
        Say($"closed in {_time.GetElapsedTime(began).TotalMilliseconds:0} ms");
        var ledger = House.Ledger.CountsOf(options.Id);
        Say($"ledger: {ledger.Opened} opened, {ledger.Closed} closed, {ledger.Leaked} leaked");
        if (ledger.Open > 0 || ledger.Leaked > 0)
        {
            _failures.Add($"{ledger.Open} left open, {ledger.Leaked} leaked");
        }
    }

    private static void Say(string step) => Console.WriteLine(step);
}
