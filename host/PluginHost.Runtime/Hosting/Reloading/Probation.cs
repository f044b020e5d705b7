using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>The time in which a new generation must get back the devices that were online before it.</summary>
/// <param name="renewals">All devices that went over.</param>
/// <param name="online">The ids of those that were online.</param>
/// <param name="generation">The new generation.</param>
/// <param name="began">When the devices began to go over, by the clock's timestamps.</param>
/// <param name="time">The clock.</param>
internal sealed class Probation(
    IReadOnlyList<DeviceRenewal> renewals, IReadOnlySet<string> online, int generation, long began, TimeProvider time)
{
    /// <summary>As long as an opening may take by default.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>How long the first turns are waited for where a rhythm is slow to begin.</summary>
    private static readonly TimeSpan FirstTurns = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<DeviceRenewal> _awaited = [.. renewals.Where(renewal => online.Contains(renewal.Device.Id))];
    private long? _back;

    public IReadOnlyList<DeviceRenewal> Renewals => renewals;

    /// <summary>From its beginning until the devices were back, or until now.</summary>
    public TimeSpan HandOver => time.GetElapsedTime(began, _back ?? time.GetTimestamp());

    public int Online => _awaited.Count;

    public int Back => _awaited.Count(renewal => renewal.Served is { IsCompletedSuccessfully: true, Result.Serves: true });

    /// <summary>Waits until all are back, one is known not to come back, or the time is over.</summary>
    /// <param name="superseded">Ends the wait.</param>
    /// <returns>Why it failed; <see langword="null"/> where it did not.</returns>
    public async Task<string?> WaitAsync(CancellationToken superseded)
    {
        var pending = _awaited.ToDictionary(renewal => (Task)renewal.Served);
        var left = Limit - time.GetElapsedTime(began);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(superseded);
        var limit = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, over.Token);
        try
        {
            while (pending.Count > 0)
            {
                var ended = await Task.WhenAny([.. pending.Keys, limit]).ConfigureAwait(false);
                superseded.ThrowIfCancellationRequested();
                if (ended == limit)
                {
                    return Late([.. pending.Values.Select(renewal => renewal.Device.Read())]);
                }

                pending.Remove(ended, out var renewal);
                if (Lost(renewal!) is { } reason)
                {
                    return reason;
                }
            }

            _back = time.GetTimestamp();
            return await WatchFirstTurnsAsync(superseded).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A driver that opens and breaks at its first turn has not served.</summary>
    private async Task<string?> WatchFirstTurnsAsync(CancellationToken superseded)
    {
        while (true)
        {
            var devices = _awaited.Where(IsJudged).Select(renewal => renewal.Device.Read()).ToList();
            if (devices.Find(device => device.Status is DeviceStatus.Failed or DeviceStatus.AuthFailed) is { } lost)
            {
                return $"Generation {generation} could not serve '{lost.Id}': {lost.LastError}";
            }

            var away = devices.FindAll(device => device.Status is DeviceStatus.Connecting or DeviceStatus.Backoff);
            if (away.Count == 0 && (time.GetElapsedTime(_back!.Value) >= FirstTurns || devices.TrueForAll(HasTurned)))
            {
                return null;
            }

            if (away.Count > 0 && time.GetElapsedTime(began) >= Limit)
            {
                return Late(away);
            }

            await Task.Delay(Look, time, superseded).ConfigureAwait(false);
        }
    }

    private static bool HasTurned(DeviceSnapshot device) => device.Rhythms.All(rhythm => rhythm.Turns > 0);

    private string? Lost(DeviceRenewal renewal)
    {
        var result = renewal.Served.Result;
        var device = renewal.Device.Read();
        return result.Serves || !IsJudged(renewal) || device.Status is DeviceStatus.Disabled or DeviceStatus.Stopped
            ? null
            : $"Generation {generation} could not serve '{device.Id}': {(result.Reason.Length > 0 ? result.Reason : device.LastError)}";
    }

    /// <summary>One that was given other settings meanwhile says nothing about the generation.</summary>
    private static bool IsJudged(DeviceRenewal renewal) => ReferenceEquals(renewal.Device.Model.Driver, renewal.Now.Driver);

    private string Late(IReadOnlyList<DeviceSnapshot> late) =>
        $"Generation {generation} did not get {string.Join(", ", late.Select(device => $"'{device.Id}'"))} back within "
        + $"{Limit.TotalSeconds:0} s: {late[0].LastError ?? late[0].Status.ToName()}";
}
