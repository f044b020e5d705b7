using System.Collections.Frozen;
using static PluginHost.Runtime.Devices.Supervision.DeviceSignal;
using static PluginHost.Runtime.Devices.Supervision.DeviceState;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>State × signal → next state. A pair that is not listed means that the signal comes too late and is ignored.</summary>
internal static class StateTable
{
    private static readonly FrozenDictionary<(DeviceState, DeviceSignal), DeviceState> Moves = Build();

    /// <summary>The next state; <see langword="null"/> where the signal is ignored.</summary>
    public static DeviceState? Next(DeviceState state, DeviceSignal signal) =>
        Moves.TryGetValue((state, signal), out var next) ? next : null;

    /// <summary>Whether a connection lives, or is being opened, in this state.</summary>
    public static bool HasConnection(DeviceState state) => state is Connecting or Online or Busy or HandingOver or Polling;

    private static FrozenDictionary<(DeviceState, DeviceSignal), DeviceState> Build()
    {
        var moves = new Dictionary<(DeviceState, DeviceSignal), DeviceState>();
        foreach (var state in Enum.GetValues<DeviceState>().Where(state => state != Stopped))
        {
            moves[(state, Stop)] = Stopped;
            if (state != Disabled)
            {
                moves[(state, Disable)] = Disabled;
                moves[(state, Replace)] = Connecting;
                moves[(state, Quarantine)] = Quarantined;
            }

            if (state is not Disabled and not Quarantined and not Connecting)
            {
                moves[(state, Reconnect)] = Connecting;
            }

            if (HasConnection(state))
            {
                moves[(state, Lost)] = DeviceState.Backoff;
                moves[(state, Refused)] = AuthFailed;
                moves[(state, Broken)] = Failed;
            }
        }

        moves[(Disabled, Enable)] = Connecting;
        moves[(Connecting, Opened)] = Online;
        moves[(Connecting, PollOpened)] = Polling;
        moves[(Online, BusyBegan)] = Busy;
        moves[(Busy, BusyEnded)] = Online;
        moves[(Online, DeviceSignal.HandOver)] = HandingOver;
        moves[(Busy, DeviceSignal.HandOver)] = HandingOver;
        moves[(HandingOver, DeviceSignal.HandOver)] = HandingOver;
        moves[(HandingOver, TakenOver)] = Online;
        moves[(HandingOver, NextFailed)] = Online;
        moves[(HandingOver, Vacated)] = Connecting;
        moves[(HandingOver, Keep)] = Online;
        moves[(Online, Keep)] = Online;
        moves[(Busy, Keep)] = Busy;
        moves[(Resting, Due)] = Polling;
        moves[(Resting, CommandWaits)] = Polling;
        moves[(Polling, PollOpened)] = Polling;
        moves[(Polling, PollDone)] = Resting;
        moves[(Connecting, PollDone)] = Resting;
        moves[(Polling, Stale)] = Connecting;
        moves[(Resting, Stale)] = DeviceState.Backoff;
        moves[(Polling, PollMissed)] = Resting;
        moves[(DeviceState.Backoff, Due)] = Connecting;
        moves[(Failed, Due)] = Connecting;
        return moves.ToFrozenDictionary();
    }
}
