using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>The time in which a new generation must get back the devices that were online before it.</summary>
internal sealed class Probation
{
    /// <summary>As long as an opening may take by default.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>In the midst of a change, one look may see the new connection beside the old status.</summary>
    private const int SteadyLooks = 3;

    private readonly CancellationTokenSource _over = new();
    private readonly List<DeviceRenewal> _awaited;
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly long _began;
    private long? _back;
    private string? _lost;

    /// <param name="generation">The new generation.</param>
    /// <param name="renewals">All devices that went over.</param>
    /// <param name="before">A probation that this one takes the place of: its devices go back to what they had before it.</param>
    /// <param name="owed">Devices that count though they may not be online at the moment.</param>
    /// <param name="began">When the devices began to go over, by the clock's timestamps.</param>
    /// <param name="time">The clock.</param>
    public Probation(
        int generation, IReadOnlyList<DeviceRenewal> renewals, Probation? before, IReadOnlySet<Device> owed, long began, TimeProvider time)
    {
        (Generation, _began, _time) = (generation, began, time);
        Renewals = [.. renewals.Select(renewal => renewal with
        {
            Before = before?.Renewals.FirstOrDefault(earlier => earlier.Device == renewal.Device)?.Before ?? renewal.Before,
        })];
        _awaited = [.. Renewals.Where(renewal => renewal.WasOnline || owed.Contains(renewal.Device))];
        _limit = _awaited.Select(LimitOf).Append(Shortest).Max();
    }

    public int Generation { get; }

    /// <summary>All devices that went over, each with the model it had before the first generation that is not yet proved.</summary>
    public IReadOnlyList<DeviceRenewal> Renewals { get; }

    /// <summary>The devices that it must get back.</summary>
    public IReadOnlySet<Device> Awaited => _awaited.Select(renewal => renewal.Device).ToHashSet();

    public int Online => _awaited.Count;

    public int Back => _awaited.Count(IsBack);

    /// <summary>From its beginning until the devices were back, or until now.</summary>
    public TimeSpan HandOver => _time.GetElapsedTime(_began, _back ?? _time.GetTimestamp());

    /// <summary>A newer generation was switched in, which owes what this one owed.</summary>
    public void Supersede() => _over.Cancel();

    /// <summary>Waits until all are back and have had their first turns, one is known not to come back, or the time is over.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Why it failed; <see langword="null"/> where it did not.</returns>
    /// <exception cref="OperationCanceledException">It was superseded or stopped.</exception>
    public async Task<string?> WaitAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, stop);
        var looks = 0;
        var served = Task.WhenAll(_awaited.Select(renewal => renewal.Served));
        while (true)
        {
            ended.Token.ThrowIfCancellationRequested();
            var judged = _awaited.Where(IsJudged).ToList();
            if (judged.Select(WhyNot).FirstOrDefault(reason => reason is not null) is { } reason)
            {
                return reason;
            }

            var isOver = _time.GetElapsedTime(_began) >= _limit;
            var away = judged.FindAll(renewal => !IsBack(renewal));
            if (away.Count == 0)
            {
                _back ??= _time.GetTimestamp();
                looks++;
                if (looks >= (judged.TrueForAll(IsTold) ? 1 : SteadyLooks) && (judged.TrueForAll(HasTurned) || (isOver && _lost is null)))
                {
                    return null;
                }
            }
            else
            {
                // One that opens, and is lost over its first turn each time, is not back however often it opens.
                _lost = _back is null ? _lost : away[0].Device.Read().LastError;
                (_back, looks) = (null, 0);
            }

            var late = away.Count > 0 ? away : _lost is null ? [] : judged.FindAll(renewal => !HasTurned(renewal));
            if (isOver && late.Count > 0)
            {
                return Late(late.ConvertAll(renewal => renewal.Device.Read()));
            }

            var look = Task.Delay(Look, _time, ended.Token);
            await Task.WhenAny(served.IsCompleted ? [look] : [look, served]).ConfigureAwait(false);
        }
    }

    /// <summary>A device that may take longer to open, or to set free its only session, gets the time for it.</summary>
    private static TimeSpan LimitOf(DeviceRenewal renewal) =>
        renewal.Now.Driver?.Plan is { } plan && plan.OpenLimit > Shortest ? plan.OpenLimit + plan.Backoff.First : Shortest;

    private static bool HasTurned(DeviceRenewal renewal) => renewal.Device.Read().Rhythms.All(rhythm => rhythm.Turns > 0);

    /// <summary>Whether the device itself says what became of the model; one that was given other settings meanwhile does not.</summary>
    private static bool IsTold(DeviceRenewal renewal) => ReferenceEquals(renewal.Device.Model.Driver, renewal.Now.Driver);

    private bool IsBack(DeviceRenewal renewal) =>
        (IsTold(renewal) ? renewal.Served is { IsCompletedSuccessfully: true, Result.Serves: true } : IsServed(renewal))
        && renewal.Device.Read() is { Status: DeviceStatus.Online or DeviceStatus.Busy } device && device.Generation == Generation;

    /// <summary>
    /// While a connection closes, the device still shows the old status beside the new model; one that is polled has none in
    /// between by itself.
    /// </summary>
    private bool IsServed(DeviceRenewal renewal) => renewal.Device.Model.Driver is { } driven
        && (driven.Plan.Mode == ConnectionMode.PerPoll || renewal.Device.IsServedBy(driven.Owner.Plugin, Generation));

    /// <summary>One that was switched off, removed or given to another driver meanwhile says nothing about the generation.</summary>
    private bool IsJudged(DeviceRenewal renewal) =>
        renewal.Device.Model.Source is { } source && source.Generation == Generation && source.Plugin == renewal.Now.Source?.Plugin
        && renewal.Device.Read().Status is not (DeviceStatus.Disabled or DeviceStatus.Stopped);

    private string? WhyNot(DeviceRenewal renewal)
    {
        var device = renewal.Device.Read();
        if (renewal.Served is { IsCompletedSuccessfully: true, Result: { Serves: false } result }
            && IsTold(renewal))
        {
            return $"Generation {Generation} could not serve '{device.Id}': {(result.Reason.Length > 0 ? result.Reason : device.LastError)}";
        }

        return device.Generation == Generation && device.Status is DeviceStatus.Failed or DeviceStatus.AuthFailed
            ? $"Generation {Generation} could not serve '{device.Id}': {device.LastError}"
            : null;
    }

    private string Late(IReadOnlyList<DeviceSnapshot> late)
    {
        var why = late[0].LastError is { Length: > 0 } error ? error : _lost is { Length: > 0 } lost ? lost : $"it is {late[0].Status.ToName()}";
        return $"Generation {Generation} did not get {string.Join(", ", late.Select(device => $"'{device.Id}'"))} back within {_limit.TotalSeconds:0} s: {why}";
    }
}
