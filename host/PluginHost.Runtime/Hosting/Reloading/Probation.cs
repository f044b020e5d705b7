using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>The time in which a new generation must get back the devices that were online before it.</summary>
/// <param name="awaited">The devices that were online.</param>
/// <param name="generation">The new generation.</param>
/// <param name="time">Measures it.</param>
internal sealed class Probation(IReadOnlyList<DeviceRenewal> awaited, int generation, TimeProvider time)
{
    /// <summary>As long as an opening may take by default.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly long _began = time.GetTimestamp();

    public int Online => awaited.Count;

    public int Back => awaited.Count(renewal => renewal.Served is { IsCompletedSuccessfully: true, Result.Serves: true });

    /// <summary>Waits until all are back, one is known not to come back, or the time is over.</summary>
    /// <param name="superseded">Ends the wait.</param>
    /// <returns>Why it failed; <see langword="null"/> where it did not.</returns>
    public async Task<string?> WaitAsync(CancellationToken superseded)
    {
        var pending = awaited.ToDictionary(renewal => (Task)renewal.Served);
        var left = Limit - time.GetElapsedTime(_began);
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
                    return Late([.. pending.Values]);
                }

                pending.Remove(ended, out var renewal);
                if (Lost(renewal!) is { } reason)
                {
                    return reason;
                }
            }

            return null;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    private string? Lost(DeviceRenewal renewal)
    {
        var result = renewal.Served.Result;
        var device = renewal.Device.Read();

        // One that was switched off or given other settings meanwhile says nothing about the generation.
        return result.Serves || device.Generation != generation || device.Status is not (DeviceStatus.Failed or DeviceStatus.AuthFailed)
            ? null
            : $"Generation {generation} could not serve '{device.Id}': {(result.Reason.Length > 0 ? result.Reason : device.LastError)}";
    }

    private string Late(IReadOnlyList<DeviceRenewal> late)
    {
        var devices = late.Select(renewal => renewal.Device.Read()).ToList();
        return $"Generation {generation} did not get {string.Join(", ", devices.Select(device => $"'{device.Id}'"))} back within "
            + $"{Limit.TotalSeconds:0} s: {devices[0].LastError ?? devices[0].Status.ToName()}";
    }
}
